-- What is due next is found at the same price however much waits: an import of a million rows leaves as many deliveries.
create index _webhook_delivery_due on :schema._webhook_delivery (webhook, due_at, seq) where state = 'waiting';
