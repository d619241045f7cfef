/** Words of the overview screen. */
export default {
  title: 'Overview',
};
