# Pages for what went wrong: what happened, what to do, no blame.

failure-not-found = This page is not here
failure-not-found-advice = The address may be mistyped, or this page is for other people. Check the address, or use the link that you were given.
failure-closed = This has closed
failure-closed-advice = You do not need to do anything.
failure-too-many = Too many tries
failure-too-many-advice = Wait a few minutes, then try again.
failure-too-large = That was too much at once
failure-too-large-advice = Nothing was saved. Go back, make it shorter and send it again.
failure-elsewhere = This did not come from our own page
failure-elsewhere-advice = Nothing was saved. Open the page again from its own address and send it from there.
failure-malformed = We could not read that
failure-malformed-advice = Nothing was saved. Go back, open the page again and send it once more.
failure-ours = Something went wrong on our side
failure-ours-advice = Try again in a few minutes. If it stays like this, tell whoever gave you this address.
failure-reference = Reference { $reference }

health-well = well
health-live = alive
health-ready = ready
health-stopping = Stopping: send requests elsewhere.
health-late = A session should have closed minutes ago and has not: the log says why.
health-database = The database does not answer.
health-truncation = What was closed is not yet destroyed in the write-ahead log: something else holds the database file open.

form-problem = There is a problem
error-title = Error: { $title }
