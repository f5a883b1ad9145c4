// The tabs above the results: by mouse, and by the arrow keys as the ARIA practice for tabs has it.

/** Tabs in `list`; `views` maps each one's name to what draws its panel; `changed` is called when another opens. */
export class Tabs {
  constructor(list, views, changed) {
    this.views = views;
    this.changed = changed;
    this.open = "table";
    this.tabs = [...list.querySelectorAll("[role=tab]")];
    this.tabs.forEach((tab) => tab.addEventListener("click", () => this.choose(tab)));
    list.addEventListener("keydown", (event) => {
      const at = this.tabs.indexOf(event.target);
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (at < 0 || !step) return;
      const next = this.tabs[(at + step + this.tabs.length) % this.tabs.length];
      next.focus();
      this.choose(next);
    });
  }

  choose(tab) {
    this.show(tab.id.replace("tab-", ""));
    this.changed();
  }

  /** Open the tab called `name`, if there is one. */
  show(name) {
    if (!(name in this.views)) return;
    this.open = name;
    for (const tab of this.tabs) {
      const on = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !on;
    }
    this.draw();
  }

  /** Draw the open panel anew. */
  draw() {
    this.views[this.open](document.getElementById(`panel-${this.open}`));
  }
}
