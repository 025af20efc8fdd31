// Reads the page aloud, one block after another, where the browser has a voice of the page's language.
const bar = document.querySelector("[data-read-aloud]");
const speech = window.speechSynthesis;
const language = document.documentElement.lang;
const BLOCKS = "h1, h2, h3, p, li, dt, dd, tr, caption, summary, label, legend";
let turn = 0;

const same = (voice) => voice.lang.slice(0, 2).toLowerCase() === language.slice(0, 2).toLowerCase();
const voice = () => speech.getVoices().find(same);

// The smallest blocks that a person can see, each once; a block that holds others leaves the words to them.
function blocks() {
  const all = [...document.querySelectorAll("main")].flatMap((main) => [...main.querySelectorAll(BLOCKS)]);
  return all.filter((block) => block.checkVisibility?.() !== false && !bar.contains(block) && !block.querySelector(BLOCKS) && block.innerText.trim());
}

function show(reading, paused) {
  const [read, pause] = bar.querySelectorAll("button");
  read.setAttribute("aria-pressed", String(reading));
  pause.hidden = !reading;
  pause.setAttribute("aria-pressed", String(paused));
}

function stop() {
  turn += 1;
  speech.cancel();
  show(false, false);
}

function start() {
  stop();
  const mine = turn;
  const waiting = blocks();
  show(true, false);
  const next = () => {
    const block = waiting.shift();
    if (mine !== turn) return;
    if (!block) return stop();
    const words = new SpeechSynthesisUtterance(block.innerText);
    words.voice = voice();
    words.lang = language;
    words.onend = next;
    words.onerror = () => mine === turn && stop();
    speech.speak(words);
  };
  next();
}

function pause() {
  const pausing = bar.querySelector("[data-pause]").getAttribute("aria-pressed") === "false";
  pausing ? speech.pause() : speech.resume();
  show(true, pausing);
}

if (bar && speech) {
  const offer = () => { bar.hidden = !voice(); };
  offer();
  // Some browsers find their voices only after the page has come.
  speech.addEventListener?.("voiceschanged", offer);
  bar.querySelector("[data-read]").addEventListener("click", (event) =>
    event.currentTarget.getAttribute("aria-pressed") === "true" ? stop() : start());
  bar.querySelector("[data-pause]").addEventListener("click", pause);
  addEventListener("pagehide", stop);
}
