// The line over which the server tells a tab what it shows. Only a tab that is seen has one: a browser
// opens six connections to a program. Whoever looks again is told the newest at once.

const PAUSE = 2000; // milliseconds

// `hear` is told the newest at once and after every change; `miss` whether the line is lost, and
// whether for good: a program that starts anew has another address, which no old tab may guess.
export function listen(show, hear, miss) {
  let line = null;
  let lost = false;

  function tell(now) {
    if (lost !== now) miss((lost = now), false);
  }

  async function ask() {
    const { status } = await fetch(import.meta.url, { method: "HEAD" }).catch(() => ({}));
    if (status !== 403) return look();
    line = null;
    miss(true, true);
  }

  function look() {
    line?.close();
    line = null;
    if (document.visibilityState === "visible") line = opened();
  }

  function opened() {
    const own = new EventSource(new URL(`../events?show=${encodeURIComponent(show)}`, import.meta.url));
    own.addEventListener("changed", ({ data }) => hear(JSON.parse(data)));
    own.addEventListener("open", () => tell(false));
    own.addEventListener("error", () => {
      tell(true);
      if (own.readyState === EventSource.CLOSED) setTimeout(() => own === line && ask(), PAUSE);
    });
    return own;
  }

  document.addEventListener("visibilitychange", look);
  // A page that the browser had kept aside comes back without its line.
  addEventListener("pageshow", ({ persisted }) => persisted && look());
  look();
}
