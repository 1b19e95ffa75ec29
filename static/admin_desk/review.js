// Keeps what a button promises in step with the dates that are typed above it.

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

// Fields hold the time of the editors' zone; here it stands as if it were UTC, to count with.
function moment(name) {
  const date = document.getElementById(`id_${name}_0`)?.value.trim() ?? "";
  const time = document.getElementById(`id_${name}_1`)?.value.trim() || "00:00";
  const parts = `${date} ${time}`.match(/^(\d{4})-(\d\d?)-(\d\d?) (\d\d?):(\d\d)/);
  if (!parts) return null;
  const [year, month, day, hour, minute] = parts.slice(1).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute));
}

function inWords(date, zone) {
  const day = `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return `${day} ${date.getUTCFullYear()}, ${date.toISOString().slice(11, 16)} (${zone})`;
}

function follow(row) {
  const offset = Number(document.body.dataset.adminUtcOffset || 0);
  const now = new Date(Date.now() + offset * 1000);
  const start = moment("published_at");
  const end = moment("unpublish_at");
  for (const button of row.querySelectorAll("button[data-later]")) {
    const later = start && start > now;
    let label = later
      ? button.dataset.later.replace("{}", inWords(start, row.dataset.zone))
      : button.dataset.now;
    if (end && end > now) label += `, until ${inWords(end, row.dataset.zone)}`;
    if (button.textContent !== label) button.textContent = label;
    const from = later ? start.toISOString().slice(0, 16) : "now";
    const until = end ? end.toISOString().slice(0, 16) : "";
    button.value = `${button.value.split("@")[0]}@${from}@${until}`;
  }
}

const row = document.querySelector(".desk-steps");
if (row && document.getElementById("id_published_at_0")) {
  // The calendar of the admin fills a field without telling; a click or a move of the focus does.
  for (const event of ["input", "change", "click", "focusin"]) {
    document.addEventListener(event, () => follow(row));
  }
}
