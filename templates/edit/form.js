// Shows the page as it would be while one types, and the questions that the answers raise. Everything works without it.
(function () {
  "use strict";
  const form = document.getElementById("form");
  const frame = document.getElementById("preview");
  const says = document.getElementById("preview-says");
  if (!form || !frame || !window.fetch) return;
  let timer = 0;
  let asked = 0;
  let sent = "";

  function body() {
    return new URLSearchParams(new FormData(form)).toString();
  }

  async function show() {
    const now = body();
    if (now === sent) return;
    sent = now;
    const turn = ++asked;
    let told;
    try {
      const answer = await fetch(form.action + "/preview", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" },
        body: now,
        credentials: "same-origin",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      told = await answer.json();
    } catch {
      if (turn === asked) says.textContent = "The page cannot be shown at the moment; what you typed is still in the form.";
      sent = "";
      return;
    }
    // An older answer that comes late is passed over.
    if (turn !== asked) return;
    says.textContent = told.says;
    frame.hidden = !told.address;
    if (told.address) frame.src = new URL(told.address + "?" + turn, form.action.replace(/forms\/[^/]*$/, "")).href;
    for (const fold of document.querySelectorAll("[data-asks]")) {
      if (told.asked.includes(fold.dataset.asks)) fold.open = true;
    }
    for (const [id, words] of Object.entries(told.echoes)) {
      const place = document.getElementById("echo-" + id);
      if (place) place.textContent = words;
    }
  }

  form.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(show, 400);
  });
  form.addEventListener("change", function () {
    clearTimeout(timer);
    timer = setTimeout(show, 50);
  });
})();
