/** Words of the plans screen. */
export default {
  title: 'Plans & add-ons',
};
