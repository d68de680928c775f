// Turns one document into another and leaves alone what is the same: place, focus, unfolded parts.

const KEPT = new Set(["open", "tabindex"]); // what the reader, or the keys, have set

export function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeName !== fresh.nodeName) return old.replaceWith(old.ownerDocument.importNode(fresh, true));
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  attributes(old, fresh);
  const before = [...old.childNodes];
  const after = [...fresh.childNodes];
  after.forEach((one, place) => {
    if (place < before.length) morph(before[place], one);
    else old.append(old.ownerDocument.importNode(one, true));
  });
  before.slice(after.length).forEach((one) => one.remove());
}

function attributes(old, fresh) {
  for (const name of old.getAttributeNames())
    if (!fresh.hasAttribute(name) && !KEPT.has(name)) old.removeAttribute(name);
  // By their nodes: while somebody types, an attribute may have a name that no script may set.
  for (const one of fresh.attributes)
    if (!KEPT.has(one.name) && old.getAttribute(one.name) !== one.value)
      old.setAttributeNode(old.ownerDocument.importNode(one, true));
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
