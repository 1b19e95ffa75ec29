from django.urls import path

from articles import views

app_name = "articles"

urlpatterns = [
    path("articles/", views.ArticleListView.as_view(), name="article-list"),
    path("articles/page/<int:page>/", views.ArticleListView.as_view(), name="article-list"),
    path("articles/<slug:slug>/", views.ArticleDetailView.as_view(), name="article-detail"),
    path("articles/<slug:slug>/card.png", views.ArticleCardView.as_view(), name="article-card"),
    path("topics/<slug:slug>/", views.TopicDetailView.as_view(), name="topic-detail"),
    path("authors/<slug:slug>/", views.AuthorDetailView.as_view(), name="author-detail"),
    path("feeds/articles.atom", views.ArticleFeedView.as_view(), name="article-feed"),
    path("feeds/topics/<slug:slug>.atom", views.TopicFeedView.as_view(), name="topic-feed"),
    path("feeds/authors/<slug:slug>.atom", views.AuthorFeedView.as_view(), name="author-feed"),
]
