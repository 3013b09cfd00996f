// Comfort for reading: sorting and filtering tables, opening all arithmetic. Every page can be read without it.
"use strict";

(() => {
  const make = (name, attributes, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };

  // A cell's number where its column has numbers: its data-v, or the first in its text. Empty cells go last either way.
  const key = (cell, numbers) => {
    const text = (cell.dataset.v ?? cell.textContent).trim().replace(/−/g, "-");
    if (text === "" || text === "—") return null;
    const found = text.match(/^[^\d-]{0,2}(-?\d+(?:\.\d+)?)/);
    return numbers && found ? Number(found[1]) : text;
  };

  const compare = (a, b, sign) => {
    if (a === null || b === null) return (a === null) - (b === null);
    if (typeof a === "number" && typeof b === "number") return sign * (a - b);
    return sign * String(a).localeCompare(String(b), document.documentElement.lang);
  };

  const sortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", { type: "button", title: table.dataset.hint });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        // Numbers are looked at from the top first, except places, of which 1 is the best.
        const numbers = head.classList.contains("n");
        const first = numbers && column > 0 ? "descending" : "ascending";
        const other = first === "ascending" ? "descending" : "ascending";
        const way = head.getAttribute("aria-sort") === first ? other : first;
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", way);
        const sign = way === "ascending" ? 1 : -1;
        const body = table.tBodies[0];
        const rows = [...body.rows].map((row) => [key(row.cells[column], numbers), row]);
        rows.sort(([a], [b]) => compare(a, b, sign));
        body.append(...rows.map(([, row]) => row));
      });
    });
  };

  const filterable = (table) => {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 8) return;
    const search = make("input", { type: "search", autocomplete: "off" });
    const shown = make("output", {});
    const bar = make("div", { class: "filter" }, make("label", {}, table.dataset.filter, " ", search));
    let group = null;
    const groups = new Map(rows.filter((row) => row.dataset.g).map((row) => [row.dataset.g, row.cells[2].textContent]));
    if (groups.size > 1) {
      group = make("select", {}, make("option", { value: "" }, table.dataset.all));
      groups.forEach((name, code) => group.append(make("option", { value: code }, name)));
      bar.append(make("label", {}, table.dataset.group, " ", group));
    }
    bar.append(shown);
    const apply = () => {
      const words = search.value.trim().toLocaleLowerCase();
      let count = 0;
      for (const row of rows) {
        const name = row.querySelector("th").textContent.toLocaleLowerCase();
        const hit = name.includes(words) && (!group || !group.value || row.dataset.g === group.value);
        row.hidden = !hit;
        count += hit;
      }
      shown.textContent = table.dataset.shown.replace("{n}", count).replace("{count}", rows.length);
    };
    search.addEventListener("input", apply);
    if (group) group.addEventListener("change", apply);
    (table.closest(".scroll") ?? table).before(bar);
  };

  const openable = (list) => {
    const items = [...list.querySelectorAll("details")];
    if (items.length < 2) return;
    const button = make("button", { type: "button", class: "all" }, list.dataset.open);
    button.addEventListener("click", () => {
      const open = items.some((item) => !item.open);
      items.forEach((item) => { item.open = open; });
      button.textContent = open ? list.dataset.close : list.dataset.open;
    });
    list.before(button);
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.scrollIntoView();
    }
  };

  document.querySelectorAll("table[data-sort]").forEach(sortable);
  document.querySelectorAll("table[data-filter]").forEach(filterable);
  document.querySelectorAll("[data-open]").forEach(openable);
  addEventListener("hashchange", reveal);
  reveal();

  // Paper shows all arithmetic; what was closed is closed again afterwards.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((item) => { item.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((item) => { item.open = false; }));
})();
