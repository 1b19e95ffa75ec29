"""Form fields for long texts: line breaks as files have them, Markdown without known problems."""

from django import forms
from django.core.exceptions import ValidationError

from publishing import markdown
from publishing.admin.image_chooser import ImageSelect
from publishing.admin.markdown_field import MarkdownWidget, ShortMarkdownWidget
from publishing.admin.widgets import ManyChooser, TextWidget
from publishing.models import Image


class CodeField(forms.CharField):
    """Text that keeps its indentation, read as LinesField keeps it: else each save is a change."""

    def __init__(self, **kwargs):
        super().__init__(**{"strip": False, "widget": TextWidget, **kwargs})

    def to_python(self, value):
        return "\n".join(super().to_python(value).splitlines()).rstrip()


class MarkdownField(CodeField):
    def validate(self, value):
        super().validate(value)
        if problems := markdown.problems(value):
            raise ValidationError(problems)


class ParagraphField(forms.CharField):
    """A line that is too long for a field of one line."""

    paragraph_widget: type[TextWidget] = TextWidget

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "widget": self.paragraph_widget({"rows": 3})})

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class MarkdownParagraphField(ParagraphField, MarkdownField):
    paragraph_widget = ShortMarkdownWidget


class LongTexts:
    """Declare which fields of an admin or an inline hold Markdown, code or a long line.

    What points at an image is chosen among thumbnails.
    """

    markdown_fields: tuple[str, ...] = ()
    code_fields: tuple[str, ...] = ()
    paragraph_fields: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.code_fields:
            return db_field.formfield(form_class=CodeField, widget=TextWidget)
        if db_field.name in self.paragraph_fields:
            return db_field.formfield(form_class=ParagraphField)
        if db_field.name in self.markdown_fields:
            if db_field.max_length:
                return db_field.formfield(form_class=MarkdownParagraphField)
            return db_field.formfield(form_class=MarkdownField, widget=MarkdownWidget)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.remote_field.model is Image:
            kwargs.setdefault("widget", ImageSelect)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ManyChooser(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
