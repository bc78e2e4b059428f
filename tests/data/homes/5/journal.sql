BEGIN TRANSACTION;
CREATE TABLE files (
    submission TEXT NOT NULL, server TEXT NOT NULL, local TEXT NOT NULL, scene INTEGER NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0, arrived INTEGER NOT NULL DEFAULT 0, new INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (submission, server));
INSERT INTO "files" VALUES('ef8451113ba24b5fa7e6b76abf21526d','@ROOT@/half/shot.blend','@ROOT@/half/shot.blend',1,20,1795981909757817849,2442116,0,0,0);
INSERT INTO "files" VALUES('ef8451113ba24b5fa7e6b76abf21526d','@ROOT@/half/wood.png','@ROOT@/half/wood.png',0,4,1795981909757923576,2442130,0,0,0);
INSERT INTO "files" VALUES('ef8451113ba24b5fa7e6b76abf21526d','@ROOT@/half/stone.png','@ROOT@/half/stone.png',0,20000,1795981909758025137,2442151,8000,0,0);
INSERT INTO "files" VALUES('7cbb4a004c3d4021ae71f1a1e27b04fb','@ROOT@/waits/shot.blend','@ROOT@/waits/shot.blend',1,20,1795981912266601179,2442773,0,0,0);
INSERT INTO "files" VALUES('7cbb4a004c3d4021ae71f1a1e27b04fb','@ROOT@/waits/wood.png','@ROOT@/waits/wood.png',0,4,1795981912266981494,2442787,0,0,0);
INSERT INTO "files" VALUES('7cbb4a004c3d4021ae71f1a1e27b04fb','@ROOT@/waits/stone.png','@ROOT@/waits/stone.png',0,20000,1795981912267143855,2442806,0,0,0);
CREATE TABLE known (
    access_id TEXT NOT NULL, local TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (access_id, local));
INSERT INTO "known" VALUES('6dac677df68904108699baacb6efbd76','@ROOT@/done/wood.png',4,1795981909888053368,2442217,'99f7855eb789dfecf9ea66df3221a743f4ab8be59ae6b9c503499c1940a90fd5');
INSERT INTO "known" VALUES('6dac677df68904108699baacb6efbd76','@ROOT@/done/stone.png',20000,1795981909888155440,2442227,'dcd9566bacc17a87a35634ef0edbd5d985b040fe1839aacdc3f10fc2ddb673a5');
INSERT INTO "known" VALUES('6dac677df68904108699baacb6efbd76','@ROOT@/done/shot.blend',20,1795981909887942644,2442179,'ed8425942fdcb9f7db98f37b02ef4d78b9ded92d74c07028239e5345d87fd9f0');
CREATE TABLE options (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE plans (submission TEXT PRIMARY KEY, plan TEXT NOT NULL);
INSERT INTO "plans" VALUES('ef8451113ba24b5fa7e6b76abf21526d','{
 "foxsubmit_plan": 2,
 "host": "blender",
 "name": "shot.blend",
 "account": "local",
 "task": {"software_config": {"cg_name": "Blender", "cg_version": "4.5", "plugins": {}}, "task_info": {"task_id": "", "user_id": "10000001", "project_id": "0", "project_name": "", "input_cg_file": "@ROOT@/half/shot.blend", "input_project_path": "", "cg_id": "2007", "platform": "2", "channel": "4", "os_name": "1", "ram": "64", "hardwareConfigId": "301", "hardwareConfigIds": ["301"], "graphics_cards_num": "2", "frames_per_task": "1", "pre_frames": "000", "stop_after_test": "2", "tiles": "1", "tiles_type": "block", "is_picture": "0", "job_stop_time": "259200", "task_stop_time": "0", "time_out": "43200", "enable_layered": "0", "render_layer_type": "0", "is_layer_rendering": "1", "is_distribute_render": "0", "distribute_render_node": "3"}, "scene_info_render": {"common": {"frames": "1-3[1]", "width": "64", "height": "36", "Render_Format": "PNG", "Output_path": "@ROOT@/half/out_", "camera_name": "Camera", "scene_name": ["Scene"]}}, "scene_info": {"common": {"frames": "1-3[1]", "width": "64", "height": "36", "Render_Format": "PNG", "Output_path": "@ROOT@/half/out_", "camera_name": "Camera", "scene_name": ["Scene"]}}, "additional_info": {}},
 "upload": {"asset": [{"local": "@ROOT@/half/shot.blend", "server": "@ROOT@/half/shot.blend"}, {"local": "@ROOT@/half/wood.png", "server": "@ROOT@/half/wood.png"}, {"local": "@ROOT@/half/stone.png", "server": "@ROOT@/half/stone.png"}], "scene": [{"local": "@ROOT@/half/shot.blend", "server": "@ROOT@/half/shot.blend", "hash": "6e7be063da2685982bac4e67ae5b5fe8"}]},
 "asset": {"asset": ["@ROOT@/half/wood.png  (mtime 2026-11-29 19:51:49)", "@ROOT@/half/stone.png  (mtime 2026-11-29 19:51:49)"], "details": [{"path": "@ROOT@/half/wood.png", "kind": "image", "state": "found", "included": true, "size": 4, "files": 1, "used_by": ["Image \"wood.png\""]}, {"path": "@ROOT@/half/stone.png", "kind": "image", "state": "found", "included": true, "size": 20000, "files": 1, "used_by": ["Image \"stone.png\""]}], "missing": []},
 "tips": {},
 "files": [
  {"local": {"path": "@ROOT@/half/shot.blend", "size": 20, "mtime_ns": 1795981909757817849, "inode": 2442116}, "server": "@ROOT@/half/shot.blend", "scene": true, "kind": "scene"},
  {"local": {"path": "@ROOT@/half/wood.png", "size": 4, "mtime_ns": 1795981909757923576, "inode": 2442130}, "server": "@ROOT@/half/wood.png", "scene": false, "kind": "image"},
  {"local": {"path": "@ROOT@/half/stone.png", "size": 20000, "mtime_ns": 1795981909758025137, "inode": 2442151}, "server": "@ROOT@/half/stone.png", "scene": false, "kind": "image"}
 ],
 "findings": [],
 "folder": "@ROOT@/half/fox_renders",
 "fetch": "finished",
 "pattern": "",
 "priority": 50,
 "tags": [],
 "artist": "",
 "stamp": {"path": "@ROOT@/half/shot.blend", "size": 20, "mtime_ns": 1795981909757817849, "inode": 2442116}
}
');
INSERT INTO "plans" VALUES('0bb6f564bbee4498b5eba146c22844b1','{
 "foxsubmit_plan": 2,
 "host": "blender",
 "name": "shot.blend",
 "account": "local",
 "task": {"software_config": {"cg_name": "Blender", "cg_version": "4.5", "plugins": {}}, "task_info": {"task_id": "", "user_id": "10000001", "project_id": "0", "project_name": "", "input_cg_file": "@ROOT@/done/shot.blend", "input_project_path": "", "cg_id": "2007", "platform": "2", "channel": "4", "os_name": "1", "ram": "64", "hardwareConfigId": "301", "hardwareConfigIds": ["301"], "graphics_cards_num": "2", "frames_per_task": "1", "pre_frames": "000", "stop_after_test": "2", "tiles": "1", "tiles_type": "block", "is_picture": "0", "job_stop_time": "259200", "task_stop_time": "0", "time_out": "43200", "enable_layered": "0", "render_layer_type": "0", "is_layer_rendering": "1", "is_distribute_render": "0", "distribute_render_node": "3"}, "scene_info_render": {"common": {"frames": "1-3[1]", "width": "64", "height": "36", "Render_Format": "PNG", "Output_path": "@ROOT@/done/out_", "camera_name": "Camera", "scene_name": ["Scene"]}}, "scene_info": {"common": {"frames": "1-3[1]", "width": "64", "height": "36", "Render_Format": "PNG", "Output_path": "@ROOT@/done/out_", "camera_name": "Camera", "scene_name": ["Scene"]}}, "additional_info": {}},
 "upload": {"asset": [{"local": "@ROOT@/done/shot.blend", "server": "@ROOT@/done/shot.blend"}, {"local": "@ROOT@/done/wood.png", "server": "@ROOT@/done/wood.png"}, {"local": "@ROOT@/done/stone.png", "server": "@ROOT@/done/stone.png"}], "scene": [{"local": "@ROOT@/done/shot.blend", "server": "@ROOT@/done/shot.blend", "hash": "6e7be063da2685982bac4e67ae5b5fe8"}]},
 "asset": {"asset": ["@ROOT@/done/wood.png  (mtime 2026-11-29 19:51:49)", "@ROOT@/done/stone.png  (mtime 2026-11-29 19:51:49)"], "details": [{"path": "@ROOT@/done/wood.png", "kind": "image", "state": "found", "included": true, "size": 4, "files": 1, "used_by": ["Image \"wood.png\""]}, {"path": "@ROOT@/done/stone.png", "kind": "image", "state": "found", "included": true, "size": 20000, "files": 1, "used_by": ["Image \"stone.png\""]}], "missing": []},
 "tips": {},
 "files": [
  {"local": {"path": "@ROOT@/done/shot.blend", "size": 20, "mtime_ns": 1795981909887942644, "inode": 2442179}, "server": "@ROOT@/done/shot.blend", "scene": true, "kind": "scene"},
  {"local": {"path": "@ROOT@/done/wood.png", "size": 4, "mtime_ns": 1795981909888053368, "inode": 2442217}, "server": "@ROOT@/done/wood.png", "scene": false, "kind": "image"},
  {"local": {"path": "@ROOT@/done/stone.png", "size": 20000, "mtime_ns": 1795981909888155440, "inode": 2442227}, "server": "@ROOT@/done/stone.png", "scene": false, "kind": "image"}
 ],
 "findings": [],
 "folder": "@ROOT@/done/fox_renders",
 "fetch": "finished",
 "pattern": "",
 "priority": 50,
 "tags": [],
 "artist": "",
 "stamp": {"path": "@ROOT@/done/shot.blend", "size": 20, "mtime_ns": 1795981909887942644, "inode": 2442179}
}
');
INSERT INTO "plans" VALUES('7cbb4a004c3d4021ae71f1a1e27b04fb','{
 "foxsubmit_plan": 2,
 "host": "blender",
 "name": "shot.blend",
 "account": "local",
 "task": {"software_config": {"cg_name": "Blender", "cg_version": "4.5", "plugins": {}}, "task_info": {"task_id": "", "user_id": "10000001", "project_id": "0", "project_name": "", "input_cg_file": "@ROOT@/waits/shot.blend", "input_project_path": "", "cg_id": "2007", "platform": "2", "channel": "4", "os_name": "1", "ram": "64", "hardwareConfigId": "301", "hardwareConfigIds": ["301"], "graphics_cards_num": "2", "frames_per_task": "1", "pre_frames": "000", "stop_after_test": "2", "tiles": "1", "tiles_type": "block", "is_picture": "0", "job_stop_time": "259200", "task_stop_time": "0", "time_out": "43200", "enable_layered": "0", "render_layer_type": "0", "is_layer_rendering": "1", "is_distribute_render": "0", "distribute_render_node": "3"}, "scene_info_render": {"common": {"frames": "1-3[1]", "width": "64", "height": "36", "Render_Format": "PNG", "Output_path": "@ROOT@/waits/out_", "camera_name": "Camera", "scene_name": ["Scene"]}}, "scene_info": {"common": {"frames": "1-3[1]", "width": "64", "height": "36", "Render_Format": "PNG", "Output_path": "@ROOT@/waits/out_", "camera_name": "Camera", "scene_name": ["Scene"]}}, "additional_info": {}},
 "upload": {"asset": [{"local": "@ROOT@/waits/shot.blend", "server": "@ROOT@/waits/shot.blend"}, {"local": "@ROOT@/waits/wood.png", "server": "@ROOT@/waits/wood.png"}, {"local": "@ROOT@/waits/stone.png", "server": "@ROOT@/waits/stone.png"}], "scene": [{"local": "@ROOT@/waits/shot.blend", "server": "@ROOT@/waits/shot.blend", "hash": "6e7be063da2685982bac4e67ae5b5fe8"}]},
 "asset": {"asset": ["@ROOT@/waits/wood.png  (mtime 2026-11-29 19:51:52)", "@ROOT@/waits/stone.png  (mtime 2026-11-29 19:51:52)"], "details": [{"path": "@ROOT@/waits/wood.png", "kind": "image", "state": "found", "included": true, "size": 4, "files": 1, "used_by": ["Image \"wood.png\""]}, {"path": "@ROOT@/waits/stone.png", "kind": "image", "state": "found", "included": true, "size": 20000, "files": 1, "used_by": ["Image \"stone.png\""]}], "missing": []},
 "tips": {},
 "files": [
  {"local": {"path": "@ROOT@/waits/shot.blend", "size": 20, "mtime_ns": 1795981912266601179, "inode": 2442773}, "server": "@ROOT@/waits/shot.blend", "scene": true, "kind": "scene"},
  {"local": {"path": "@ROOT@/waits/wood.png", "size": 4, "mtime_ns": 1795981912266981494, "inode": 2442787}, "server": "@ROOT@/waits/wood.png", "scene": false, "kind": "image"},
  {"local": {"path": "@ROOT@/waits/stone.png", "size": 20000, "mtime_ns": 1795981912267143855, "inode": 2442806}, "server": "@ROOT@/waits/stone.png", "scene": false, "kind": "image"}
 ],
 "findings": [],
 "folder": "@ROOT@/waits/fox_renders",
 "fetch": "finished",
 "pattern": "",
 "priority": 50,
 "tags": [],
 "artist": "",
 "stamp": {"path": "@ROOT@/waits/shot.blend", "size": 20, "mtime_ns": 1795981912266601179, "inode": 2442773}
}
');
CREATE TABLE results (
    submission TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, modified TEXT NOT NULL, local TEXT NOT NULL DEFAULT '', mtime_ns INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (submission, path));
INSERT INTO "results" VALUES('0bb6f564bbee4498b5eba146c22844b1','/1001_shot/shot_0001.png',849,'2026-11-29 19:51:50','@ROOT@/done/fox_renders/1001_shot/shot_0001.png',1795981911632625267);
INSERT INTO "results" VALUES('0bb6f564bbee4498b5eba146c22844b1','/1001_shot/shot_0002.png',883,'2026-11-29 19:51:50','@ROOT@/done/fox_renders/1001_shot/shot_0002.png',1795981911648625267);
INSERT INTO "results" VALUES('0bb6f564bbee4498b5eba146c22844b1','/1001_shot/shot_0003.png',868,'2026-11-29 19:51:50','@ROOT@/done/fox_renders/1001_shot/shot_0003.png',1795981911656625267);
CREATE TABLE submissions (
    id TEXT PRIMARY KEY, created REAL NOT NULL, name TEXT NOT NULL, account TEXT NOT NULL,
    plan TEXT NOT NULL, state TEXT NOT NULL, wish TEXT NOT NULL DEFAULT 'go', task_id INTEGER,
    message TEXT NOT NULL DEFAULT '', speed REAL NOT NULL DEFAULT 0, folder TEXT NOT NULL DEFAULT '',
    failed_in TEXT NOT NULL DEFAULT '', host TEXT NOT NULL DEFAULT '', priority INTEGER NOT NULL DEFAULT 50, size INTEGER NOT NULL DEFAULT 0, fetch TEXT NOT NULL DEFAULT 'finished', pattern TEXT NOT NULL DEFAULT '', asked INTEGER NOT NULL DEFAULT 0, started REAL, ended REAL, fetch_files INTEGER NOT NULL DEFAULT 0, fetch_bytes INTEGER NOT NULL DEFAULT 0, fetch_done INTEGER NOT NULL DEFAULT 0, sum_files INTEGER NOT NULL DEFAULT 0, sum_files_done INTEGER NOT NULL DEFAULT 0, sum_bytes INTEGER NOT NULL DEFAULT 0, sum_bytes_done INTEGER NOT NULL DEFAULT 0, sum_bytes_new INTEGER NOT NULL DEFAULT 0, alone INTEGER NOT NULL DEFAULT 0, task_end TEXT NOT NULL DEFAULT '');
INSERT INTO "submissions" VALUES('ef8451113ba24b5fa7e6b76abf21526d',1.79598190986853146556e+09,'shot.blend','local','','uploading','pause',1000,'',0.0,'@ROOT@/half/fox_renders','','blender',50,20024,'finished','',1,1.79598190987556695936e+09,NULL,0,0,0,0,0,0,0,0,0,'');
INSERT INTO "submissions" VALUES('0bb6f564bbee4498b5eba146c22844b1',1.79598191000307321548e+09,'shot.blend','local','','fetched','go',1001,'',0.0,'@ROOT@/done/fox_renders','','blender',50,20024,'finished','',0,1.79598191010294532779e+09,1.79598191166001319883e+09,3,2600,2600,3,3,20024,20024,20024,0,'done');
INSERT INTO "submissions" VALUES('7cbb4a004c3d4021ae71f1a1e27b04fb',1.79598191233149576183e+09,'shot.blend','local','','planned','pause',NULL,'',0.0,'@ROOT@/waits/fox_renders','','blender',50,20024,'finished','',1,NULL,NULL,0,0,0,0,0,0,0,0,0,'');
CREATE TABLE wanted (
    submission TEXT NOT NULL, task_id INTEGER NOT NULL, frame TEXT NOT NULL,
    PRIMARY KEY (submission, task_id, frame));
COMMIT;
PRAGMA user_version=5;
