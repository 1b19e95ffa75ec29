from django.db import models


class LinesField(models.TextField):
    """Text of several lines as documents write it: "\\n" between lines, nothing after the last.

    Browsers send "\\r\\n" and files end in a line break; both would make the same text differ.
    """

    def pre_save(self, model_instance, add):
        text = "\n".join(str(getattr(model_instance, self.attname)).splitlines()).rstrip()
        setattr(model_instance, self.attname, text)
        return text

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
