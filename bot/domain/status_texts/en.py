"""What customers and our own people are told, in English."""

CUSTOMERS = {
    "investigating": """\
We are looking into a problem: {title}.
What you may notice: {symptom}.
Parts of our service concerned: {components}.
It began on {since}.
What you can do in the meantime: {workaround}.

We are sorry for the trouble this causes you. It has our full attention.
From now on we will write every {every} minutes.
We will write again by {next_at} at the latest, even if there is nothing new to report.""",
    "identified": """\
We have found what lies behind this problem: {title}.
What you may notice: {symptom}.
Parts of our service concerned: {components}.
It began on {since}.
The cause: {cause}.
What we are doing about it: {remedy}.
What you can do in the meantime: {workaround}.

We are sorry for the trouble this causes you, and thank you for bearing with us.
From now on we will write every {every} minutes.
We will write again by {next_at} at the latest, even if there is nothing new to report.""",
    "monitoring": """\
We have put a remedy in place for this problem: {title}.
What was done: {remedy}.
You can tell that it has helped when you no longer see this: {symptom}.
If you still see it, this helps: {workaround}.

We are watching closely whether everything stays as it should. If something is still not right for you, \
please write to us.
From now on we will write every {every} minutes.
We will write again by {next_at} at the latest.""",
    "resolved": """\
This problem is solved: {title}.
What you may have noticed: {symptom}.
Parts of our service concerned: {components}.
It began on {since}.
The cause: {cause}.
What was done: {remedy}.
If you still see it, this helps: {workaround}.

We are sorry for the trouble this caused you, and thank you for your patience. If something is still not \
right for you, please write to us and we will look into it.""",
    "no_news": """\
There is no change to report yet, and we are still working on this problem: {title}.
What is being done at the moment: {remedy}.
What you may still notice: {symptom}.
Parts of our service concerned: {components}.
What you can do in the meantime: {workaround}.

We know that waiting is tiresome, and thank you for bearing with us.
From now on we will write every {every} minutes.
We will write again by {next_at} at the latest.""",
}

INTERNAL = {
    "investigating": """\
We are investigating: {title}.
What customers see: {symptom}.
Parts of our service concerned: {components}.
It began on {since}.
Customers known to be affected: {affected}.
Cause, as far as it is known: {cause}.
What is being done: {remedy}.
What customers can do in the meantime: {workaround}.

From now on there is an update every {every} minutes.
Next update by {next_at} at the latest.""",
    "identified": """\
The cause has been found: {title}.
Cause: {cause}.
What is being done: {remedy}.
What customers see: {symptom}.
Parts of our service concerned: {components}.
It began on {since}.
Customers known to be affected: {affected}.
What customers can do in the meantime: {workaround}.

From now on there is an update every {every} minutes.
Next update by {next_at} at the latest.""",
    "monitoring": """\
A remedy is in place, and we are watching its effect: {title}.
What was done: {remedy}.
Cause: {cause}.
Customers known to have been affected: {affected}.
Parts of our service concerned: {components}.
It began on {since}.
What helps customers who still see it: {workaround}.

From now on there is an update every {every} minutes.
Next update by {next_at} at the latest.""",
    "resolved": """\
Resolved: {title}.
What customers saw: {symptom}.
Parts of our service concerned: {components}.
It began on {since}.
Customers known to have been affected: {affected}.
Cause: {cause}.
What was done: {remedy}.
What helps customers who still see it: {workaround}.

Thank you to everyone who helped.""",
    "no_news": """\
No change to report yet, and work goes on: {title}.
What is being done at the moment: {remedy}.
Cause, as far as it is known: {cause}.
Customers known to be affected by now: {affected}.
What customers can do in the meantime: {workaround}.

From now on there is an update every {every} minutes.
Next update by {next_at} at the latest.""",
}
