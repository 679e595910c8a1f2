"""The ledger in the chat: who asks, what they see, the steps they take, and what is asked for on the way."""
