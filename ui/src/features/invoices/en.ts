/** Words of the invoices screen. */
export default {
  title: 'Invoices',
};
