// Blazor gives up in the end, or finds its circuit gone after a restart of the service. This page never gives up: it loads itself anew as
// soon as the service answers.
const modal = document.getElementById('components-reconnect-modal');

async function returnWhenItAnswers() {
  for (;;) {
    try {
      if ((await fetch('/alive', { cache: 'no-store' })).ok) return location.reload();
    } catch { /* not up yet: the next round asks again */ }
    await new Promise(later => setTimeout(later, 1000));
  }
}

modal.addEventListener('components-reconnect-state-changed', event => {
  if (event.detail.state === 'failed' || event.detail.state === 'rejected') returnWhenItAnswers();
});
