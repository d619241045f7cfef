// The faces of the text, from `styles/fonts.css`. One that comes after the text costs twice: everything is measured in
// faces of the system first.
import { display } from '$lib/display.svelte';

const LATIN = ['13px Inter'];
const THAI = ['400 13px "Counterfoil Thai"', '600 13px "Counterfoil Thai"'];

/** Resolves when the text can be drawn in its own faces. */
export async function fetchFaces(): Promise<void> {
  const faces = [...LATIN.map((face) => document.fonts.load(face)), ...(display.language === 'th' ? THAI.map((face) => document.fonts.load(face, 'ก')) : [])];
  // Without them the text stands in a face of the system.
  await Promise.allSettled(faces);
}
