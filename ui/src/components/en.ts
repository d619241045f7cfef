/** Words of the shared parts. */
export default {
  retry: 'Retry',
  copyDetail: 'Copy detail',
  copied: 'Copied',
  find: 'Find',
  close: 'Close',
  table: 'Table',
  chart: 'Chart',
  chartKeys: 'Arrow keys step through the marks',
  failure: { call: 'Call', code: 'Code', detail: 'Detail', request: 'Request' },
  sortBy: (column: string) => `Sort by ${column}`,
  rowsCopied: (rows: number) => (rows === 1 ? '1 row copied.' : `${rows} rows copied.`),
  pdf: {
    reading: 'Opening the document',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    previous: 'Previous page',
    next: 'Next page',
    document: 'Document',
    larger: 'Larger',
    smaller: 'Smaller',
    fitWidth: 'Fit width',
  },
};
