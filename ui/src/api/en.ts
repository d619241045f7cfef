/** Words of edits that can be taken back. */
export default {
  undo: 'Undo',
  redo: 'Redo',
  undone: (what: string) => `Taken back: ${what}`,
  redone: (what: string) => `Done again: ${what}`,
};
