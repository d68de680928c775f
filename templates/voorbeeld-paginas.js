// The pages of the PDF as pictures, in a size of the reader's choice.

const at = (id) => document.getElementById(id);
const SIZES = [50, 75, 100, 125, 150, 200, 300]; // percent
let size = Number(sessionStorage.getItem("grootte")) || 100;

export function showPages(pages) {
  const place = at("paginas");
  at("pdf-melding").hidden = !pages.problem;
  at("pdf-melding").textContent = pages.problem;
  at("drukmelding").hidden = place.hidden;
  at("drukmelding").textContent = pages.notice;
  if (place.hidden || !pages.version) return;
  if (place.dataset.version === `${pages.version}/${pages.count}`) return;
  place.dataset.version = `${pages.version}/${pages.count}`;
  const pictures = Array.from({ length: pages.count }, (_, number) => {
    const picture = new Image(1190, 1684);
    picture.alt = `Pagina ${number + 1} van ${pages.count}. De tekst staat ook in de bijlage.`;
    picture.src = `pages/${number + 1}.png?version=${pages.version}`;
    return picture;
  });
  // The old pages stay until the new ones can be drawn.
  Promise.allSettled(pictures.map((one) => one.decode())).then(() => place.replaceChildren(...pictures));
}

// What stood in the middle stays there.
function enlarge(to) {
  const place = at("paginas");
  const [across, down] = [place.scrollLeft + place.clientWidth / 2, place.scrollTop + place.clientHeight / 2];
  const [width, height] = [place.scrollWidth, place.scrollHeight];
  size = to;
  sessionStorage.setItem("grootte", String(size));
  place.style.setProperty("--grootte", size / 100);
  at("g-stand").textContent = `${size} procent`;
  at("kleiner").disabled = size === SIZES[0];
  at("groter").disabled = size === SIZES.at(-1);
  place.scrollLeft = (across / width) * place.scrollWidth - place.clientWidth / 2;
  place.scrollTop = (down / height) * place.scrollHeight - place.clientHeight / 2;
}

const step = (by) => enlarge(SIZES[Math.max(0, Math.min(SIZES.length - 1, SIZES.indexOf(size) + by))]);

if (!SIZES.includes(size)) size = 100;
enlarge(size);
at("kleiner").addEventListener("click", () => step(-1));
at("groter").addEventListener("click", () => step(1));
at("paginas").addEventListener("keydown", (event) => {
  const sizes = { "+": 1, "=": 1, "-": -1 };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "0") enlarge(100);
  else if (sizes[event.key]) step(sizes[event.key]);
  else return;
  event.preventDefault();
});
