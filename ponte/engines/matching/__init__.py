"""Which worker could go to which opening: published rules over abilities and conditions.

An ability profile and a demand profile speak one graded scale (0 to 4). Hard constraints are
missing arcs, each with its reasons and with what would have to change; soft scores are whole
points from 0 to 1000 under published weights; a best overall proposal is an assignment of greatest
total score. Nothing is learned from data and no protected attribute can be written into a profile.
A person decides: whatever leaves here is a proposal with its grounds, and no list made here is for
a company's eyes.
"""
