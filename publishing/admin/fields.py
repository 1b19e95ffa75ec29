"""Form fields for long texts: line breaks as files have them, Markdown without known problems."""

from django import forms
from django.core.exceptions import ValidationError

from publishing import markdown


class TextWidget(forms.Textarea):
    """A plain textarea in a fixed-width face, tall enough to write in."""

    def __init__(self, attrs=None):
        super().__init__({"class": "vLargeTextField desk-text", "rows": 12, **(attrs or {})})


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

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "widget": TextWidget({"rows": 3})})

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class MarkdownParagraphField(ParagraphField, MarkdownField):
    pass


class LongTexts:
    """Declare which fields of an admin or an inline hold Markdown, code or a long line."""

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
            return db_field.formfield(form_class=MarkdownField, widget=TextWidget)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
