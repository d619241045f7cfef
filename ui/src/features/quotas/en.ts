/** Words of the quotas screen. */
export default {
  title: 'Quotas',
};
