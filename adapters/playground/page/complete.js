// What could be meant by what stands before the caret: Caseline's words, or people.

const AT_MOST = 8;

/**
 * @typedef {{shown: string, says: string, synonyms: string, put: string, from: number, exact: boolean}} Suggestion
 * @param {string} text what stands before the caret
 * @param {{command: string, words: {word: string, synonyms: string[], usage: string, says: string}[]}} known
 * @param {{key: string, name: string, hat: string}[]} people
 * @param {boolean} direct everything typed in a direct message is for Caseline
 * @returns {Suggestion[]}
 */
export function suggest(text, known, people, direct) {
  const person = /(?:^|\s)@([\p{L}\p{N}]*)$/u.exec(text);
  if (person) return suggestPeople(person[1], text.length - person[1].length - 1, people);
  const typed = wordBegun(text, known.command, direct);
  return typed === null ? [] : suggestWords(typed, text, known, direct);
}

/** The word as far as it is typed; null when something else is being typed. */
function wordBegun(text, command, direct) {
  if (/^\/\S*$/.test(text) && command.startsWith(text)) return "";
  const lead = text.startsWith(`${command} `) ? command.length + 1 : text.startsWith(`${command}-`) ? command.length + 1
    : /^@caseline\s/i.test(text) ? 10 : direct && text && !text.startsWith("/") ? 0 : -1;
  const rest = lead < 0 ? " " : text.slice(lead);
  return /\s/.test(rest) ? null : rest.toLowerCase();
}

function suggestWords(typed, text, known, direct) {
  const lead = direct && !text.startsWith("/") ? "" : /^@/.test(text) ? text.slice(0, 10) : `${known.command} `;
  const rank = (one) => (one.word.startsWith(typed) ? 0 : one.synonyms.some((other) => other.startsWith(typed)) ? 1 : one.word.includes(typed) ? 2 : 9);
  return known.words.map((one) => ({ one, rank: rank(one) })).filter(({ rank: at }) => at < 9)
    .sort((a, b) => a.rank - b.rank).slice(0, typed ? AT_MOST : known.words.length)
    .map(({ one }) => ({
      shown: one.usage || one.word, says: one.says, synonyms: one.synonyms.join(", "),
      put: `${lead}${one.word} `, from: 0, exact: one.word === typed || one.synonyms.includes(typed),
    }));
}

function suggestPeople(typed, from, people) {
  const begun = typed.toLowerCase();
  return people.filter((one) => one.key.startsWith(begun) || one.name.toLowerCase().startsWith(begun)).slice(0, AT_MOST)
    .map((one) => ({ shown: `@${one.name}`, says: one.hat, synonyms: "", put: `@${one.name} `, from, exact: one.name.toLowerCase() === begun }));
}

/** How the word that is being typed is used, to be shown while its arguments are typed. */
export function usage(text, known) {
  const typed = new RegExp(`^(?:${known.command.replace("/", "\\/")}[ -]|@caseline\\s+)(\\S+)\\s`, "i").exec(text);
  return typed && known.words.find((one) => one.word === typed[1].toLowerCase() || one.synonyms.includes(typed[1].toLowerCase()));
}
