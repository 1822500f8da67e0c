// Light or dark by choice, remembered by this browser; without a choice the system's. Loaded before anything is drawn, so that nothing flashes.
window.colors = (() => {
  const key = 'colors', root = document.documentElement;
  const chosen = () => {
    try { return localStorage.getItem(key) ?? 'system'; } catch { return root.dataset.colors ?? 'system'; /* storage is forbidden: it holds until the page is left */ }
  };
  const show = choice => choice === 'system' ? delete root.dataset.colors : root.dataset.colors = choice;
  const choose = choice => {
    show(choice);
    try { localStorage.setItem(key, choice); } catch { /* as above */ }
  };
  show(chosen());
  return { chosen, choose };
})();
