/** Words of printing, exporting and saving. */
export default {
  print: 'Print',
  export: 'Export',
  seen: 'What I see',
  everything: 'Everything',
  format: { csv: 'CSV, exact text', xlsx: 'XLSX workbook', pdf: 'PDF' },
  item: (scope: string, format: string) => `${scope}: ${format}`,
  writing: 'The file is being written',
  saved: (name: string) => `${name} is saved.`,
  downloaded: (name: string) => `${name} is handed to the browser.`,
  showFolder: 'Show folder',
  failed: 'The file could not be written',
  preview: 'Print',
  previewText: 'As it will be on paper. Print it from the system’s viewer, or save it.',
  save: 'Save…',
  openOutside: 'Open to print',
  close: 'Close',
};
