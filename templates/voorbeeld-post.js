// Brings a tab the news of what it shows, over the one line of all tabs of this browser.
import { connect } from "./voorbeeld-lijn.js";

const WORKER = "/_/voorbeeld-lijn.js";
const forever = () => new Promise(() => {});

// `hear` is told the newest at once and after every change; `miss` whether the line is lost.
export function listen(show, hear, miss) {
  const shares = globalThis.SharedWorker && navigator.locks;
  if (shares) share(show, hear, miss);
  else alone(show, hear, miss);
}

function share(show, hear, miss) {
  const worker = new SharedWorker(WORKER, { type: "module" });
  const lock = crypto.randomUUID();
  let over = false;
  worker.onerror = () => {
    if (over) return;
    over = true;
    alone(show, hear, miss);
  };
  worker.port.onmessage = ({ data }) => {
    if (over) return;
    // The worker lives in one of the tabs' processes: should that crash, another takes its place.
    if (data.lock) navigator.locks.request(data.lock, () => share(show, hear, miss));
    else pass(data, hear, miss);
  };
  navigator.locks.request(lock, () => {
    worker.port.postMessage({ show, lock });
    return forever();
  });
}

function alone(show, hear, miss) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => pass(data, hear, miss);
  connect(port2);
  port1.postMessage({ show });
}

function pass({ news, lost }, hear, miss) {
  if (news) hear(news);
  if (lost !== undefined) miss(lost);
}

// A page that the browser had kept aside comes back without its line.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
