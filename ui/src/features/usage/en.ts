/** Words of the usage screen. */
export default {
  title: 'Usage',
};
