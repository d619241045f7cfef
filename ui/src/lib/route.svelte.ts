// Where the person is: `#/screen/part?key=value`. Deep links, Back and Forward come from the browser's own history.

/** The address of the moment; read it in markup or `$derived`. */
export const route = $state(parse(globalThis.location?.hash ?? ''));

interface Route {
  /** Path parts, decoded: `['invoices', 'INV-000134']`. */
  parts: string[];
  query: Record<string, string>;
}

/** Follows the address bar; call once, returns how to stop. */
export function followAddress(): () => void {
  const follow = () => Object.assign(route, parse(location.hash));
  window.addEventListener('hashchange', follow);
  follow();
  return () => window.removeEventListener('hashchange', follow);
}

/** The link to a place: `href('invoices', 'INV 1')`, `href('usage', {grain: 'day'})`. */
export function href(...place: (string | Record<string, string | null | undefined>)[]): string {
  const parts = place.filter((part) => typeof part === 'string');
  const query = place.find((part) => typeof part === 'object') ?? {};
  const set = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it is text the next moment
  const search = new URLSearchParams(set).toString();
  return `#/${parts.map(encodeURIComponent).join('/')}${search && `?${search}`}`;
}

/** Goes there, with a step in the history. */
export function go(...place: Parameters<typeof href>): void {
  location.hash = href(...place);
}

/** Changes some of the query and keeps the place; `null` takes a key away. `quiet` leaves no step in the history. */
export function setQuery(patch: Record<string, string | null>, quiet = false): void {
  const target = href(...route.parts, { ...route.query, ...patch });
  if (!quiet) {
    location.hash = target;
    return;
  }
  history.replaceState(null, '', target);
  Object.assign(route, parse(target));
}

/** Puts another query in the place of the one there is. `quiet` leaves no step in the history. */
export function replaceQuery(query: Record<string, string>, quiet = false): void {
  const gone = Object.fromEntries(Object.keys(route.query).map((key) => [key, null]));
  setQuery({ ...gone, ...query }, quiet);
}

/** A part that was not encoded as addresses are stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function parse(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  return {
    parts: path.split('/').filter(Boolean).map(decoded),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}
