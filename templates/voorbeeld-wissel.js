// Turns one document into another and leaves alone what is the same: place, focus, unfolded parts.
import { Idiomorph } from "./voorbeeld-idiomorph.js";

const callbacks = {
  beforeNodeMorphed: (old, fresh) => !old.isEqualNode(fresh),
  // What the reader unfolded, and the figure that the keys have reached, stay so.
  beforeAttributeUpdated: (name, old) =>
    !(name === "open" && old.matches("details")) && !(name === "tabindex" && old.matches(".cijfer")),
};

export function morph(old, fresh, morphStyle = "outerHTML") {
  const there = old.ownerDocument;
  const focused = there.activeElement;
  Idiomorph.morph(old, fresh, { callbacks, morphStyle });
  // A browser that cannot move what has the focus takes the focus away.
  if (focused?.id && there.activeElement !== focused)
    there.getElementById(focused.id)?.focus({ preventScroll: true });
}

// A figure of the running text may stand there twice: each is called by its place and its turn.
export function identify(there) {
  const turns = {};
  for (const figure of there.querySelectorAll(".cijfer:not([id])")) {
    const { plaats } = figure.dataset;
    turns[plaats] = (turns[plaats] ?? 0) + 1;
    figure.id = `c-${plaats}-${turns[plaats]}`;
  }
}

// Styles go in as sheets: the policy of the page allows no new style element, and needs none. Until
// then they are blocks of data, or the browser would complain of each of them.
const parser = new DOMParser();
const STYLES = "script[type='text/css']";

export function parsed(html) {
  const inert = html.replaceAll("<style", "<script type='text/css'").replaceAll("</style>", "</script>");
  return parser.parseFromString(inert, "text/html");
}

const worn = new WeakMap();

export function dress(there, fresh) {
  const styles = written(fresh, STYLES);
  const text = JSON.stringify(styles);
  if (text === (worn.get(there) ?? JSON.stringify(written(there, "style")))) return;
  worn.set(there, text);
  there.adoptedStyleSheets = styles.map(([media, rules]) => {
    const sheet = new there.defaultView.CSSStyleSheet({ media });
    sheet.replaceSync(rules);
    return sheet;
  });
  for (const one of there.head.querySelectorAll("style")) one.remove();
}

function written(page, kind) {
  return [...page.head.querySelectorAll(kind)].map((one) => [one.getAttribute("media") ?? "", one.textContent]);
}
