// Keeps the list of editions up to date.
const melding = document.getElementById("bericht");
let known = null;

async function refresh() {
  const answer = await fetch("/");
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = document.querySelector(".edities");
  const other = fresh.querySelector(".edities");
  if (!other || list.isEqualNode(other)) return;
  const focused = document.activeElement?.getAttribute("href");
  list.replaceWith(document.importNode(other, true));
  if (focused) document.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  melding.textContent = "De lijst is bijgewerkt.";
}

function listen() {
  const events = new EventSource("/events");
  events.addEventListener("changed", ({ data }) => {
    if (known !== null && known !== data) refresh().catch(() => {});
    known = data;
  });
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
}

listen();
