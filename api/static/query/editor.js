// The editor: yasqe where it was brought in at set-up, else the plain text field. Both offer the same few verbs.

import { element } from "../element.js";

/** An editor in place of `field`. `run` is called on Ctrl-Enter, `leave` on Esc, `hint(editor, explicit)` to complete. */
export function makeEditor(field, { run, leave, hint }) {
  const made = window.Yasqe ? rich(field, run, leave, hint) : plain(field, run);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  return made;
}

function plain(field, run) {
  const keys = document.getElementById("keys");
  keys.textContent = keys.dataset.plain;
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    }
  });
  return {
    get: () => field.value,
    set: (text) => { field.value = text; },
    onChange: (changed) => field.addEventListener("input", changed),
    mark: (line, column) => {
      const lines = field.value.split("\n");
      const at = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
      field.focus();
      field.setSelectionRange(at, Math.min(at + 1, field.value.length));
    },
    unmark: () => {},
    focus: () => field.focus(),
  };
}

function rich(field, run, leave, hint) {
  const place = element("div", { class: "editor" });
  field.after(place);
  field.hidden = true;
  const Yasqe = window.Yasqe.default || window.Yasqe;
  // Its own completers ask other hosts and add prefixes that are not ours; an empty list in the options keeps them.
  Yasqe.defaults.autocompleters = [];
  const made = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    createShareableLink: undefined,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    viewportMargin: 60,
    screenReaderLabel: "SPARQL query. Esc leaves the editor.",
    extraKeys: {
      "Ctrl-Enter": () => run(),
      "Cmd-Enter": () => run(),
      "Ctrl-Space": () => hint(editor, true),
      "Ctrl-S": false,
      Esc: leave,
    },
  });
  const editor = made.getWrapperElement().CodeMirror;
  document.getElementById("query-label").htmlFor = "";
  document.querySelectorAll(".yasqe_share").forEach((button) => button.remove());
  const marks = marker(editor);
  editor.on("changes", () => {
    wordsOfSyntaxCheck(editor);
    marks.clear();
  });
  editor.on("inputRead", (_, change) => {
    if (change.origin === "+input" || change.origin === "*compose") hint(editor, false);
  });
  wordsOfSyntaxCheck(editor);
  return {
    get: () => editor.getValue(),
    set: (text) => editor.setValue(text),
    onChange: (changed) => editor.on("changes", changed),
    mark: marks.mark,
    unmark: marks.clear,
    focus: () => editor.focus(),
  };
}

/** Marking the place of an error in the text, with its words in a line of their own below. */
function marker(editor) {
  let undo = [];
  const clear = () => {
    undo.forEach((one) => one());
    undo = [];
  };
  const mark = (line, column, words) => {
    clear();
    const at = Math.min(Math.max(line - 1, 0), editor.lastLine());
    const length = editor.getLine(at).length;
    const from = Math.min(Math.max((column || 1) - 1, 0), length);
    const to = editor.getTokenAt({ line: at, ch: from + 1 }).end;
    const marked = editor.markText({ line: at, ch: Math.min(from, Math.max(length - 1, 0)) }, { line: at, ch: Math.max(to, from + 1) },
      { className: "wrong-place" });
    editor.addLineClass(at, "background", "wrong-line");
    const widget = editor.addLineWidget(at, element("div", { class: "wrong-words" }, words));
    undo = [() => marked.clear(), () => widget.clear(), () => editor.removeLineClass(at, "background", "wrong-line")];
    editor.scrollIntoView({ line: at, ch: from }, 60);
  };
  return { mark, clear };
}

/** yasqe tells what it expects in a bubble whose markup has inline styles, which this site forbids: a title instead. */
function wordsOfSyntaxCheck(editor) {
  for (const icon of editor.getWrapperElement().querySelectorAll(".parseErrorIcon")) {
    icon.onmouseover = null;
    icon.onmouseout = null;
    icon.title = "The query is not complete or not correct from this line on";
  }
}
