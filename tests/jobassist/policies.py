"""Policies made by a number: sound ones, and ones with exactly one fault."""

import json
import random

from jobassist.settings import TABLE, Setting


def sound(number):
    """A policy that holds."""
    chance = random.Random(number)
    locked, recommended = {}, {}
    for setting in TABLE.values():
        if setting.lockable and chance.random() < 0.5:
            part = recommended if not setting.by_policy and chance.random() < 0.5 else locked
            part[setting.key] = good(setting, chance)
    return {"locked": locked, "recommended": recommended}


def broken(number):
    """A policy's text with one fault, and the key where it is."""
    chance = random.Random(1000 + number)
    policy = sound(number)
    key = chance.choice([one.key for one in TABLE.values() if one.lockable])
    fault = number % 4
    policy["locked"].pop(key, None)
    policy["recommended"].pop(key, None)
    if fault == 0:
        key = f"no_such_{number}"
        policy["locked"][key] = 1
    elif fault == 1:
        policy["locked"][key] = [None, [], {}, 1.5, ["a"]][chance.randrange(5)]
    elif fault == 2:
        policy["locked"][key] = bad(TABLE[key], chance)
    else:
        key = chance.choice([one.key for one in TABLE.values() if not one.lockable])
        part = chance.choice(["locked", "recommended"])
        policy[part][key] = TABLE[key].default
    return json.dumps(policy, ensure_ascii=False, indent=1), key


def good(setting: Setting, chance):
    """A value that the setting allows."""
    if setting.choices:
        return chance.choice(setting.choices)
    if setting.type is bool:
        return chance.random() < 0.5
    if setting.type is int:
        return chance.randint(setting.least or 0, setting.most or 100)
    of_pattern = {
        "central_url": f"https://central{chance.randrange(99)}.example",
        "proxy": chance.choice(["", "direct", "http://proxy.example:8080"]),
        "escrow_public_key": "A" * 43 + "=",
        "model_pack_key": "B" * 43 + "=",
        "least_version": f"{chance.randrange(9)}.{chance.randrange(20)}",
    }
    return of_pattern.get(setting.key, f"værdi {chance.randrange(1000)}")


def bad(setting: Setting, chance):
    """A value of the right type, where it has a wrong one, that the setting refuses."""
    if setting.type is int:
        return (setting.most or 10**9) + chance.randrange(1, 99) if setting.most else "many"
    if setting.type is bool:
        return chance.choice([0, 1, "true"])
    if setting.choices or setting.pattern:
        return f"neither {chance.randrange(9999)}"
    return "x" * (4001 + chance.randrange(9))
