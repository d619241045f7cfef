/** Words of the payment-methods screen. */
export default {
  title: 'Payment methods',
};
