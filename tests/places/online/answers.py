"""Answers of the six services, in the form that each of them documents."""

import json


def tianditu(latitude, longitude, level="门址", score=100):
    found = {"score": score, "level": level, "lon": str(longitude), "lat": str(latitude), "keyWord": "x"}
    return json.dumps({"msg": "ok", "location": found, "searchVersion": "6.4.9V", "status": "0"})


def amap(latitude, longitude, level="门牌号"):
    found = {"formatted_address": "x", "location": f"{longitude},{latitude}", "level": level}
    return json.dumps({"status": "1", "info": "OK", "infocode": "10000", "count": "1", "geocodes": [found]})


def baidu(latitude, longitude, level="门址", confidence=80, precise=1):
    place = {"location": {"lng": longitude, "lat": latitude}, "precise": precise, "confidence": confidence}
    return json.dumps({"status": 0, "result": {**place, "comprehension": 100, "level": level}})


def nominatim(latitude, longitude, group="place", kind="house", rank=30):
    box = [str(latitude - 1e-4), str(latitude + 1e-4), str(longitude - 1e-4), str(longitude + 1e-4)]
    found = {"lat": str(latitude), "lon": str(longitude), "class": group, "type": kind, "addresstype": kind}
    return json.dumps([{**found, "place_rank": rank, "boundingbox": box, "display_name": "x"}])


def photon(latitude, longitude, kind="house", key="building"):
    told = {"type": kind, "osm_key": key, "osm_value": "yes", "housenumber": "1", "name": "x"}
    return _feature(latitude, longitude, told)


def pelias(latitude, longitude, layer="address", confidence=1.0):
    return _feature(latitude, longitude, {"layer": layer, "confidence": confidence, "name": "x"})


def _feature(latitude, longitude, told):
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return json.dumps({"features": [{"type": "Feature", "geometry": point, "properties": told}]})
