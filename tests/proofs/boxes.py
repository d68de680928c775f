"""Measures every box of a page in which a text stands: what axe does not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

MEASURE = """(skipped) => {
  const LONG = 24, NARROW = 96, MUCH = 80;
  const found = [], lines = [];
  const tell = (kind, node, more = '') => {
    const words = node.textContent.trim().replace(/\\s+/g, ' ').slice(0, 50);
    const holder = node.nodeType === 1 ? node : node.parentElement;
    found.push(`${kind}: <${holder.localName} class="${holder.className}"> ${words} ${more}`);
  };
  const scrolls = (box) => ['auto', 'scroll'].includes(getComputedStyle(box).overflowX);
  const clips = (box) => ['hidden', 'clip'].includes(getComputedStyle(box).overflowX);
  const parents = function* (one) { for (; one; one = one.parentElement) yield one; };
  const layer = (one) => {
    for (const box of parents(one))
      if (['fixed', 'sticky'].includes(getComputedStyle(box).position)) return box;
    return document.body;
  };

  // 1. A text has a box, and a part has one.
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, holder = node.parentElement;
    if (!node.data.trim() || holder.closest(skipped)) continue;
    if (holder.closest('details:not([open])') && !holder.closest('summary')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5);
    if (!boxes.length) { tell('no box', node); continue; }

    // 2. No word of usual length is broken: its box is at least as wide as the word.
    for (const { 0: word, index } of node.data.matchAll(/[^\\s\\-–]+/g)) {
      if (word.length > LONG) continue;
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (tops.size > 1) tell('broken word', node, `(${word})`);
    }

    // 3. A long text does not run down a narrow column.
    const block = [...parents(holder)].find((one) => getComputedStyle(one).display !== 'inline');
    if (block.textContent.trim().length > MUCH && block.clientWidth < NARROW && block.clientWidth)
      tell('narrow column', block, `(${block.clientWidth} px)`);

    // 4. It lies within the page, and within whatever cuts off what hangs out.
    const scroller = [...parents(holder)].find(scrolls);
    for (const box of boxes) {
      if (!scroller && (box.left < -1 || box.right > innerWidth + 1)) tell('outside', node);
      for (const cut of parents(holder)) {
        if (cut === scroller || cut === document.body) break;
        const own = cut.getBoundingClientRect();
        const hangs = box.left < own.left - 1 || box.right > own.right + 1 ||
          box.top + box.height * 0.3 < own.top || box.bottom - box.height * 0.3 > own.bottom;
        if (clips(cut) && hangs) { tell('clipped', node); break; }
      }
    }

    // 5. It stands on no other text: of each line the height of its small letters counts.
    const on = layer(holder);
    for (const box of boxes)
      lines.push([box.top + box.height * 0.32, box.bottom - box.height * 0.3, box, node, on]);
  }
  lines.sort((one, other) => one[0] - other[0]);
  lines.forEach(([top, bottom, box, node, on], place) => {
    for (let next = place + 1; next < lines.length && lines[next][0] < bottom - 1; next += 1) {
      const [, , other, name, where] = lines[next];
      if (where !== on || name.parentElement.contains(node) && name === node) continue;
      if (Math.min(box.right, other.right) - Math.max(box.left, other.left) > 2)
        tell('on another text', name, `(on: ${node.data.trim().slice(0, 30)})`);
    }
  });
  return [...new Set(found)];
}"""
UNSEEN = "[hidden], .stil, script, style, option, .precies, .sla-over"
"""What is meant for the ear, for another moment, or for who has asked for it."""


def misplaced(place: Page | Frame, unseen: str = UNSEEN) -> list[str]:
    """Tell of every text that has no box, too narrow a one, or one that is cut off or shared."""
    found: list[str] = place.evaluate(MEASURE, unseen)
    return found
