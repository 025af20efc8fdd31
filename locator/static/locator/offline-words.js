// From what is kept to what is read: sentences and elements, made of the server's words and never of mark-up.
"use strict";

const put = (sentence, values = {}) => sentence.replace(/%\((\w+)\)[sd]/g, (_, name) => values[name]);

// Text that is not in the page's language stands in a list: it is Chinese, and is marked so for those who hear it.
const said = (text) => {
  if (!Array.isArray(text)) return text || "";
  const marked = document.createElement("span");
  marked.lang = "zh-Hans";
  marked.textContent = text[0];
  return marked;
};
const plainly = (text) => (Array.isArray(text) ? text[0] : text || "");

const make = (name, facts, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(facts || {})) {
    if (value === true) element.setAttribute(key, ""); else if (value !== false) element.setAttribute(key, value);
  }
  element.append(...inside.flat(Infinity).filter((each) => each !== null && each !== ""));
  return element;
};
const link = (address, ...inside) => make("a", { href: address }, ...inside);
const button = (address, ...inside) => make("a", { href: address, class: "button" }, ...inside);

class Wording {
  constructor(words, hours) {
    this.words = words;
    this.hours = hours;
  }

  // The time of a change: the clock today, else with its day; the end of a day's work at midnight is 24:00.
  // A change beyond the days sent along comes with its words.
  when({ until, said: far }, now, closing) {
    let day = this.hours.dayOf(until), clock = until - day * MINUTES;
    if (closing && clock === 0) { day -= 1; clock = MINUTES; }
    if (day > this.hours.days) return far;
    const time = `${Math.floor(clock / 60)}:${String(clock % 60).padStart(2, "0")}`;
    const today = this.hours.dayOf(now);
    if (day === today) return time;
    return put(day === today + 1 ? this.words.state.tomorrow : this.hours.hours.said[day], { clock: time });
  }

  sentence(status, now) {
    const { state: words, age } = this.words;
    if (status === null) return `${words.unknown}${this.words.outlet.colon}${age.expired}`;
    const { state, what, until, next } = status;
    if (state === "unknown" || until === null) return what;
    const time = this.when(status, now, state === "open");
    if (state === "open") return put(next === "unknown" ? words.open_until_unknown : words.open_until, { time });
    return put(next === "unknown" ? words.closed_until_unknown : words.opens, { what, time });
  }

  // A mark, never alone: its sentence stands beside it.
  state(status, now) {
    const words = this.words.state, state = status ? status.state : "unknown";
    const soon = state !== "unknown" && status.until !== null && status.next !== "unknown" && status.until - now <= 60;
    const [style, mark] = soon ? words.soon : words.marks[STATES.indexOf(state)];
    const line = make("p", { class: `state ${style}` }, make("span", { "aria-hidden": "true" }, mark), " ", this.sentence(status, now));
    if (!status || !status.note) return [line];
    return [line, make("p", { class: "muted small" }, status.note, words.plain_week)];
  }

  distance(metres) {
    const words = this.words.distance;
    if (metres < 10) return words.near;
    if (metres < 995) return put(words.metres, { metres: Math.round(metres / 10) * 10 });
    return put(words.kilometres, { kilometres: (metres / 1000).toFixed(metres < 9950 ? 1 : 0) });
  }

  onFoot(metres) {
    const words = this.words.distance;
    if (metres > words.walked_up_to) return "";
    const minutes = Math.ceil(metres / words.metres_a_minute);
    return put(words.on_foot[minutes === 1 ? 0 : 1], { minutes });
  }

  count(number) { return put(this.words.list.outlets[number === 1 ? 0 : 1], { count: number }); }

  // How old it is, by days: what was kept on a day held on that day.
  age(directory, now) {
    const { age: words } = this.words, day = directory.as_of_said;
    const asOf = this.hours.minuteOf(Date.parse(`${directory.as_of}T00:00:00+08:00`));
    const days = this.hours.dayOf(now) - this.hours.dayOf(asOf);
    if (days < 0) return words.clock;
    const age = put(days === 0 ? words.today : days === 1 ? words.one : words.many, { day, days });
    return this.hours.isKnown(now) ? age : `${age} ${words.expired}`;
  }
}
