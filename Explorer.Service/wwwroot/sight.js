// Tells the page's component when nobody can see it, so that nobody's figures are asked for.
export function follow(page) {
  const tell = () => page.invokeMethodAsync('OnSight', document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', tell);
  if (document.visibilityState !== 'visible') tell();
  return { end: () => document.removeEventListener('visibilitychange', tell) };
}
