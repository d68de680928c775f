// The line over which the server tells a tab what it shows. Only a tab that is seen has one: a browser
// opens six connections to a program. Whoever looks again is told the newest at once.

const PAUSE = 2000; // milliseconds

// `hear` is told the newest at once and after every change; `miss` whether the line is lost.
export function listen(show, hear, miss) {
  let line = null;
  let lost = false;

  function tell(now) {
    if (lost !== now) miss((lost = now));
  }

  function look() {
    line?.close();
    line = null;
    if (document.visibilityState === "visible") line = opened();
  }

  function opened() {
    const own = new EventSource(`/events?show=${encodeURIComponent(show)}`);
    own.addEventListener("changed", ({ data }) => hear(JSON.parse(data)));
    own.addEventListener("open", () => tell(false));
    own.addEventListener("error", () => {
      tell(true);
      if (own.readyState === EventSource.CLOSED) setTimeout(() => own === line && look(), PAUSE);
    });
    return own;
  }

  document.addEventListener("visibilitychange", look);
  // A page that the browser had kept aside comes back without its line.
  addEventListener("pageshow", ({ persisted }) => persisted && look());
  look();
}
