// Draws every card with Microsoft's own renderer, and finds foreign words that turned into something else.

const SAID = { good: "#dff6dd", warning: "#fff4ce", attention: "#fde7e9", emphasis: "#f0f0f0", accent: "#e8ebfa" };
const ink = (colour, soft) => ({ default: colour, subtle: soft || colour });
const INKS = {
  default: ink("#242424", "#616161"), dark: ink("#242424", "#616161"), light: ink("#ffffff"), accent: ink("#4f52b2"),
  good: ink("#237b4b"), warning: ink("#835c00"), attention: ink("#c4314b"),
};
const HOST = {
  supportsInteractivity: true,
  fontFamily: '"Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif',
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 14 },
  separator: { lineThickness: 1, lineColor: "#e0e0e0" },
  containerStyles: Object.fromEntries(
    ["default", ...Object.keys(SAID)].map((name) => [
      name,
      { backgroundColor: SAID[name] || "#ffffff", foregroundColors: INKS },
    ]),
  ),
  actions: {
    maxActions: 6, spacing: "default", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left",
    showCard: { actionMode: "inline", inlineTopMargin: 8 },
  },
  factSet: {
    title: { weight: "bolder", wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 12,
  },
  inputs: {
    label: {
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention" },
  },
};

const markdown = window.markdownit();
const marked = (text, entities) => {
  // A mention's name takes no part in Markdown, as in Teams.
  entities.forEach((one, n) => { text = text.replaceAll(one.text, `\uE000${n}\uE001`); });
  return markdown.render(text).replace(/\uE000(\d+)\uE001/g, (_, n) => {
    const name = document.createElement("span");
    name.textContent = entities[n].mentioned.name;
    return `<span class="mention">${name.innerHTML}</span>`;
  });
};

function draw(json) {
  const entities = (json.msteams && json.msteams.entities) || [];
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = marked(text, entities);
    result.didProcess = true;
  };
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(HOST);
  const found = new AdaptiveCards.SerializationContext();
  card.parse(json, found);
  const complaints = [];
  for (let n = 0; n < found.eventCount; n++) complaints.push(found.getEventAt(n).message);
  return { element: card.render(), complaints };
}

window.row = (name, { activity, card, slack, playground }) => {
  const row = document.createElement("section");
  row.className = "row";
  // Each in a form of its own, so that one's choices do not take away another's.
  row.innerHTML = `<h2></h2><form class="teams"></form><div>${slack}</div><div>${playground}</div>`;
  row.querySelector("h2").textContent = name;
  const place = row.querySelector(".teams");
  let complaints = [];
  if (card) {
    const drawn = draw(card);
    complaints = drawn.complaints;
    place.append(drawn.element);
  } else {
    place.innerHTML = `<div class="said">${activity.text}</div>`;
  }
  document.querySelector("main").append(row);
  return complaints;
};

// What foreign words became: emphasis, links, pictures, lists, or words that are not there any more.
window.became = (json, words) => {
  const { element } = draw(json);
  const markup = [...element.querySelectorAll("strong, em, s, del, code, a, img, ul, ol, h1, h2, blockquote, pre, .mention")];
  const clean = (text) => text.replace(/[\u2060\u2068\u2069\s]+/g, "");
  const seen = clean(element.innerText || element.textContent);
  return markup.map((one) => one.outerHTML.slice(0, 200)).concat(seen.includes(clean(words)) ? [] : [`lost: ${seen}`]);
};
