"""Listening to a browser while it opens pages."""

# The way body clips what sticks out would hide from the measure just what is looked for.
WIDTH_OF_CONTENT = """() => {
  document.body.style.overflowX = "visible";
  const width = document.documentElement.scrollWidth;
  document.body.style.overflowX = "";
  return width;
}"""


class Watch:
    """Collect what a reader must never meet: errors, blocked content, other hosts, cookies."""

    def __init__(self, page, base_url):
        self.page = page
        self.base_url = base_url
        self.complaints = []
        # Chromium reports what the Content-Security-Policy blocks on the console.
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.note(f"script: {error}"))
        page.on("request", self.see_request)
        page.on("requestfailed", self.see_failure)
        page.on("response", self.see_response)

    def note(self, text):
        self.complaints.append(f"{self.page.url} {text}")

    def hear(self, message):
        # What could not be loaded is seen below, and a page that is not there is no fault.
        if message.type in ("error", "warning") and "Failed to load" not in message.text:
            self.note(f"console: {message.text}")

    def see_request(self, request):
        if not request.url.startswith(f"{self.base_url}/"):
            self.note(f"asks another host: {request.url}")

    def see_failure(self, request):
        # Going on to the next page drops what this one still waits for.
        if request.failure != "net::ERR_ABORTED":
            self.note(f"{request.failure}: {request.url}")

    def see_response(self, response):
        if response.status >= 400 and not response.request.is_navigation_request():
            self.note(f"{response.status}: {response.url}")

    def open(self, path, *, width, status=200):
        """Open a page on a screen of this width and measure how it came out."""
        self.page.set_viewport_size({"width": width, "height": 740})
        response = self.page.goto(path)
        if response.status != status:
            self.note(f"answered {response.status}")
        if (content := self.page.evaluate(WIDTH_OF_CONTENT)) > width:
            self.note(f"is {content} px wide on a screen of {width}")
        if self.page.context.cookies():
            self.note(f"sets {self.page.context.cookies()}")

    def assert_no_complaint(self):
        assert not self.complaints, "\n".join(self.complaints)
