"""What a patient may send, and how each kind is met."""
