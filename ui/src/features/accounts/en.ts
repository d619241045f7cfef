/** Words of the accounts screen. */
export default {
  title: 'Accounts',
};
