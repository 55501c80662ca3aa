// Texts below `root` that stand out from their ground by less than WCAG AA asks for.
(root) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)).reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
  const ground = (element) => { for (let one = element; one; one = one.parentElement) { const found = rgba(getComputedStyle(one).backgroundColor); if (found[3] > 250) return found; } return [255, 255, 255, 255]; };
  const wrong = [];
  for (const element of document.querySelectorAll(`${root} *`)) {
    const own = [...element.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const [a, b] = [light(rgba(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) wrong.push(`${element.className || element.tagName}: ${element.textContent.slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return wrong;
}
