// One line to the server for all tabs of a browser: it opens no more than six connections, and with
// a line for each tab the seventh would wait for ever. Runs as a shared worker; see voorbeeld-post.js.

const tabs = new Map(); // the port to each tab, and what that tab shows
const heard = new Map(); // the newest news of what is shown
let line = null;
let asked = ""; // what the line is about
let lost = false;

export function connect(port) {
  port.onmessage = ({ data: { show, lock } }) => {
    tabs.set(port, show);
    if (heard.has(show)) port.postMessage({ news: heard.get(show) });
    if (lost) port.postMessage({ lost });
    call();
    // A tab holds its lock as long as it lives: we get it when the tab has gone, however it went.
    if (lock) navigator.locks.request(lock, () => leave(port));
  };
}

function leave(port) {
  tabs.delete(port);
  port.close();
  call();
}

// Who shows what decides what the server builds, so it hears of every change.
function call() {
  const shown = [...new Set(tabs.values())].sort();
  if (shown.join() === asked) return;
  asked = shown.join();
  for (const one of heard.keys()) if (!shown.includes(one)) heard.delete(one);
  line?.close();
  if (asked) open();
}

function open() {
  const own = new EventSource(`/events?show=${encodeURIComponent(asked)}`);
  line = own;
  own.addEventListener("changed", ({ data }) => {
    const news = JSON.parse(data);
    heard.set(news.show, news);
    for (const [port, show] of tabs) if (show === news.show) port.postMessage({ news });
  });
  own.addEventListener("open", () => tell(false));
  own.addEventListener("error", () => {
    tell(true);
    if (own.readyState === EventSource.CLOSED) setTimeout(() => line === own && open(), 2000);
  });
}

function tell(state) {
  if (lost === state) return;
  lost = state;
  for (const port of tabs.keys()) port.postMessage({ lost });
}

// As a worker: it holds a lock too, so that its tabs hear of its end.
if (!globalThis.document) {
  const lock = crypto.randomUUID();
  const held = new Promise((resolve) => {
    navigator.locks.request(lock, () => {
      resolve();
      return new Promise(() => {});
    });
  });
  globalThis.onconnect = ({ ports: [port] }) => {
    connect(port);
    held.then(() => port.postMessage({ lock }));
  };
}
