// Looks whether all that the annex says can be seen: a style may hide a table from every reader.
const TEXTS = ":is(h1, h2, h3, p, li, dt, dd, summary):not(table *, details:not([open]) :not(summary))";

const empty = ({ width, height }) => width < 1 || height < 1;

function hidden(one) {
  const box = one.getBoundingClientRect();
  const { scrollX, scrollY } = one.ownerDocument.defaultView;
  if (empty(box) || box.right + scrollX < 1 || box.bottom + scrollY < 1) return true;
  if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
  // A folded parent cuts off all that is in it.
  for (let around = one.parentElement; around; around = around.parentElement)
    if (empty(around.getBoundingClientRect()) && getComputedStyle(around).overflowY !== "visible") return true;
  return false;
}

const counted = (number, singular, plural) => `${number} ${number === 1 ? singular : plural}`;

// Gives a sentence about what cannot be seen, empty if there is nothing of the kind.
export function unseen(there) {
  const count = (what) =>
    [...there.querySelectorAll(what)].filter((one) => one.textContent.trim() && hidden(one)).length;
  const [tables, texts] = [count("table"), count(TEXTS)];
  const parts = [];
  if (tables) parts.push(counted(tables, "tabel", "tabellen"));
  if (texts) parts.push(counted(texts, "tekst", "teksten"));
  if (!parts.length) return "";
  const verb = tables + texts === 1 ? "is" : "zijn";
  return `In deze bijlage ${verb} ${parts.join(" en ")} niet te zien. Kijk in de stijl (css) wat dat verbergt.`;
}
