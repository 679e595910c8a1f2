"""The ledger (整改台账): from what was ordered to its sign-off, as facts that are only ever added to.

Pure: values in, values out. `order` is what was ordered, `event` what happened, `entry` what is now the
case, `table` who may take which step from where, `steps.take` takes one, `folding` makes an entry of its
events, `sight` decides who may see it, `lists` who has to act next, `lights` how pressing it is,
`occasions` which days are ahead, `review` what is left open; `opening`, `amending` and `finding` propose
entries and their changes, `handover` is what a successor inherits; `said` reads what people write about it.
"""
