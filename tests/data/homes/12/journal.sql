BEGIN TRANSACTION;
CREATE TABLE archive (submission TEXT NOT NULL, part TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (submission, part));
INSERT INTO "archive" VALUES('beea6801b3944f2089a90221697ecb0d','plan',X'789CDD584B6FE33610BEE757083AB5401E7AF811E7D8055AECA52DDA631208B444D9DC50A4405276DC20BFABF7FEB21D0E493DE2DD456BE7B0A891833824E7F9CD70262F17515CCB67DDAD1B668A961311DF45D92550B7521BF88ED79C8A8AAAD8D20469A8A5E9AD34D7B881645296B213789ACB9270241AA29F80F2126B599B3D51B428A5A8D90669E5A608BC7E0AFC234BDD51A599B44AC4B3EBB925B6BCDB30A1EDB5D7D74BC7B760A296C8C8AD2A7BDE1EEE34557E9926F84B9187929F6869FC4E322605352C8D89B633056851338EC41BD3B437EDC1506DAE647DA5A4346199A6F98DFD281AF244939B4A0A7A33764BE016E4B4C46C831C90E034C99264E96C24A696AA411A9ED81221284737D8B5D4BDA26890227876819B5BA22AEBE00FE8DF8FC8397786BFDDB26EBCC7CD47D8DD28D26E59A98B128E81846E50A0060954172DB8D30732F69EA485DB434F26E84B6D645B90DAD8C3D4A106991870A3EEAFE2AA3087963A58C9F209DD045258693A45FBD87C92EB02791AE66CCEE6ABCC89C2784FF61C191685EC50F42CF767A920108C829303557488BC42BC3972AF4EE25571547784894DAF3C6C554C1BC5D69DA17EBFBF77B453085921DB3CB690D5251514313BDC841C904D83487F89078FA657F97DFA6899EE59E510E3834CD9668BF6E50BBBFEC309FA19504390FCFBAFBF58FA6F9D41D879B8FD4704830B0BC41FE8A3488FB90FB88C7B533CFD3EFED32EE3C7D7A995FF4BF348553103A589F0DE46A043A1EB5A2E49858612ADA9D5F6FE228295AB85E79611A8683B87B5D3D9583DCF50682F6575DD42369CA34ECFE44C6520F9053D5B9B81CBEB45F41822FF1D860E8BB8769942976B9A2CF28A648BDBF9EA365B937246174B42E7EB794D6FD1148464C0E11491A7462C8A7E686C818DB2245BC0C9AB6C15A5ABBB797697CC7FB46FFDE9DEFF366B17998A1AC2B8EE637362EE8F41FCC404BE07AC211BEA5E3062B014D4D0C8F8D7BBE45D85CF86511DB567D85FF6C8CCBE8EFE614B5DCB5115EB03D68B8F965FF41007590F71FCE8E17EA2D613B49FA376669BA17FA17A2F107577116898D6EE31BC77F832AC750D995D048ED3CC39DDE2690A05EDAD1AF8CA632B982E579000E92A9B2FF3D522CD211FD078F7EC66F379BACC67AFEF9782A13A789F864038F29B82F62E081D81EDCB66CF920CFE8ECD9EE567993DD1C11B5D13AEE911FCDECBEA693D9F82F56BA62FB21944FDC8F433233E51E4DBB6DBBC40E88B0A1203D1EF08925727098719CCF7861AA7A79A9A12BD092298DE523768818BA1C9166E8E807523778CF62BE58B012ECA2D2D9FECC865284E66CE10CB4331A998B1593F4FDCA036328028C35C078F5C6C273E1EFAA27FFE8EB029B21FAE6DB25FD0D639A1D0F33971EEFA9A782BBC4A9295582A5EA037DF3125C5707A9855602D3ACE8719AD1FEE04337AE8CB1E84EFDB6C89023FEC5DF3EE6D8986AED3734397D74C69338AAB8B03AB2A4EDF5239393E3974B2380C11A8A0D3C1279C3E9E9FD2D140D47F1F8F436EB2F32A4F07B481AEE1321F49232DC42DD8AD49D3F2B1E1A004F8CB58E0F6B48AEE2016C110CDE00AAB0FC3FE3034850BFD8C538D048FA838F358A9799808D107CE3D98A27686B39D3F51E2CD1E8E6CE11A8E786127B97C8BD82946A710C5DE7E8CC10904C7508791DA4D1243C6DA038473B92F86F72ED8499FFB67152F734A7661E0744E87DC2D8C9461ADA82D8C66B8419F0D4C1CFD5BE99900A4D6841381A148AE13F4BCDA38A42224E749FFBBFC5A56DB860F88ED6144917B51381347C4502F424CE1909F5DFCC3F685B2E3FEEB538C4B0F3EFBD07B34ED77F2D05FBC5E7C06A9F7EB99');
INSERT INTO "archive" VALUES('beea6801b3944f2089a90221697ecb0d','results',X'789CC5D2CD6EDB300C00E05719744E66913425D1AF520C867EC826581D07B10FDB8ABE7B156087F6921E7B11444822A90F7C7A75D7BC9FDCE406F01EE6EDB4EEC37D997D0F7F5E2FCFEEE0B6F33F75531AE5E096B59DEDACAD3F408FE1087044F90132314E3EF4BB2F6BCD2FF774FB721DAE7F77DDF6E36AC7DBDAF3FE0F0168B86FE625FF563FB4F5A283AD7FE69B5E9ADEB6078D2CFB79D1F9B2B909A2B024108CE4112978DF9BDB4E1939F4E2D957A99101C4C6A064151435E5A422E8B9FAD080589A7124C94C5C2A0600E6908A1433716F87472EF8D925D177B9E0431716148AF8C12554F323E7DA7F994A148D94131412440468364A2B066AFD5C8CAB6A22A24CD84A69E041BE72A1CF2E217D970B3D72019230F691F9E0C26808E4732A6821A468658CF7F1085EC5B7D46AC46801AB146E5D2790710B1A218D194686E8DE7EBD03172CF870');
CREATE TABLE arrivals (
    access_id TEXT NOT NULL, local TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, sha256 TEXT NOT NULL, turn INTEGER NOT NULL, PRIMARY KEY (access_id, local)) WITHOUT ROWID;
INSERT INTO "arrivals" VALUES('fc61c20813eb950427d3847cfb4c7227','@ROOT@/done/shot.blend',20,1795981925739613685,2551734,'ed8425942fdcb9f7db98f37b02ef4d78b9ded92d74c07028239e5345d87fd9f0',1795981926068665757);
INSERT INTO "arrivals" VALUES('fc61c20813eb950427d3847cfb4c7227','@ROOT@/done/stone.png',20000,1795981925740624961,2551744,'dcd9566bacc17a87a35634ef0edbd5d985b040fe1839aacdc3f10fc2ddb673a5',1795981926068665756);
INSERT INTO "arrivals" VALUES('fc61c20813eb950427d3847cfb4c7227','@ROOT@/done/wood.png',4,1795981925740240285,2551743,'99f7855eb789dfecf9ea66df3221a743f4ab8be59ae6b9c503499c1940a90fd5',1795981926068665755);
CREATE TABLE beats (
    thread TEXT PRIMARY KEY, seen REAL NOT NULL, submission TEXT NOT NULL, moved REAL NOT NULL,
    waits_for TEXT NOT NULL);
CREATE TABLE files (
    submission TEXT NOT NULL, server TEXT NOT NULL, local TEXT NOT NULL, scene INTEGER NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0, arrived INTEGER NOT NULL DEFAULT 0, new INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (submission, server));
INSERT INTO "files" VALUES('b1389d6f592047c7841fee8c213c2dd2','@ROOT@/half/shot.blend','@ROOT@/half/shot.blend',1,20,1795981925595340013,2551726,0,0,1);
INSERT INTO "files" VALUES('b1389d6f592047c7841fee8c213c2dd2','@ROOT@/half/wood.png','@ROOT@/half/wood.png',0,4,1795981925595717514,2551727,0,0,1);
INSERT INTO "files" VALUES('b1389d6f592047c7841fee8c213c2dd2','@ROOT@/half/stone.png','@ROOT@/half/stone.png',0,20000,1795981925596098439,2551728,8000,0,1);
INSERT INTO "files" VALUES('2c6512116df346da808c4059b626a484','@ROOT@/waits/shot.blend','@ROOT@/waits/shot.blend',1,20,1795981928101105723,2551843,0,0,1);
INSERT INTO "files" VALUES('2c6512116df346da808c4059b626a484','@ROOT@/waits/wood.png','@ROOT@/waits/wood.png',0,4,1795981928101765062,2551844,0,0,1);
INSERT INTO "files" VALUES('2c6512116df346da808c4059b626a484','@ROOT@/waits/stone.png','@ROOT@/waits/stone.png',0,20000,1795981928102330531,2551845,0,0,1);
CREATE TABLE known (
    access_id TEXT NOT NULL, local TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (access_id, local));
CREATE TABLE options (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "options" VALUES('checked','1795981925.7950768 b86dc8bb-c5f1-4dac-8f9a-6dad0590a0ee');
INSERT INTO "options" VALUES('backed_up','1000030');
INSERT INTO "options" VALUES('agent','');
CREATE TABLE plans (submission TEXT PRIMARY KEY, plan TEXT NOT NULL);
INSERT INTO "plans" VALUES('b1389d6f592047c7841fee8c213c2dd2','{
 "foxsubmit_plan": 2,
 "host": "blender",
 "name": "shot.blend",
 "account": "local",
 "task": {"software_config": {"cg_name": "Blender", "cg_version": "4.5", "plugins": {}}, "task_info": {"task_id": "", "user_id": "10000001", "project_id": "0", "project_name": "", "input_cg_file": "@ROOT@/half/shot.blend", "input_project_path": "", "cg_id": "2007", "platform": "2", "channel": "4", "os_name": "1", "ram": "64", "hardwareConfigId": "301", "hardwareConfigIds": ["301"], "graphics_cards_num": "2", "frames_per_task": "1", "pre_frames": "000", "stop_after_test": "2", "tiles": "1", "tiles_type": "block", "is_picture": "0", "job_stop_time": "259200", "task_stop_time": "0", "time_out": "43200", "enable_layered": "0", "render_layer_type": "0", "is_layer_rendering": "1", "is_distribute_render": "0", "distribute_render_node": "3"}, "scene_info_render": {"common": {"frames": "1-3[1]", "width": "64", "height": "36", "Render_Format": "PNG", "Output_path": "@ROOT@/half/out_", "camera_name": "Camera", "scene_name": ["Scene"]}}, "scene_info": {"common": {"frames": "1-3[1]", "width": "64", "height": "36", "Render_Format": "PNG", "Output_path": "@ROOT@/half/out_", "camera_name": "Camera", "scene_name": ["Scene"]}}, "additional_info": {}},
 "upload": {"asset": [
  {"local": "@ROOT@/half/shot.blend", "server": "@ROOT@/half/shot.blend"},
  {"local": "@ROOT@/half/wood.png", "server": "@ROOT@/half/wood.png"},
  {"local": "@ROOT@/half/stone.png", "server": "@ROOT@/half/stone.png"}
 ], "scene": [
  {"local": "@ROOT@/half/shot.blend", "server": "@ROOT@/half/shot.blend", "hash": "6e7be063da2685982bac4e67ae5b5fe8"}
 ]},
 "asset": {"asset": [
  "@ROOT@/half/wood.png  (mtime 2026-11-29 19:52:05)",
  "@ROOT@/half/stone.png  (mtime 2026-11-29 19:52:05)"
 ], "details": [
  {"path": "@ROOT@/half/wood.png", "kind": "image", "state": "found", "included": true, "size": 4, "files": 1, "used_by": ["Image \"wood.png\""]},
  {"path": "@ROOT@/half/stone.png", "kind": "image", "state": "found", "included": true, "size": 20000, "files": 1, "used_by": ["Image \"stone.png\""]}
 ], "missing": []},
 "tips": {},
 "files": [
  {"local": {"path": "@ROOT@/half/shot.blend", "size": 20, "mtime_ns": 1795981925595340013, "inode": 2551726}, "server": "@ROOT@/half/shot.blend", "scene": true, "kind": "scene"},
  {"local": {"path": "@ROOT@/half/wood.png", "size": 4, "mtime_ns": 1795981925595717514, "inode": 2551727}, "server": "@ROOT@/half/wood.png", "scene": false, "kind": "image"},
  {"local": {"path": "@ROOT@/half/stone.png", "size": 20000, "mtime_ns": 1795981925596098439, "inode": 2551728}, "server": "@ROOT@/half/stone.png", "scene": false, "kind": "image"}
 ],
 "findings": [],
 "folder": "@ROOT@/half/fox_renders",
 "fetch": "finished",
 "pattern": "",
 "movie": "",
 "rate": "",
 "check_content": false,
 "priority": 50,
 "tags": [],
 "artist": "",
 "job_name": "shot · Scene · Camera · 1-3",
 "comment": "",
 "batch": "",
 "choices": {"environment": "", "hardware": null, "project": "", "units": ["Scene\nCamera"], "view_layers": [], "frames": null, "test_first": false, "test_middle": false, "test_last": false, "test_frames": "", "pause_after_test": false, "frames_per_task": 1, "tiles": 1, "tiles_type": "block", "ram": null, "graphics_cards": null, "still": false, "apart": [], "samples": null, "percentage": null, "device": "", "simplify": null, "layered": null, "distributed": false, "distributed_nodes": 3, "stop_frame_after": 259200, "warn_frame_after": 43200, "stop_task_after": 0, "priority": 50, "artist": "", "job_name": "", "comment": "", "batch": "", "tags": [], "output_folder": "", "allow_missing": false, "excluded": [], "leave_out": [], "send_too": [], "relocated": [], "extra_files": [], "least_balance": 0.0, "largest_file": 50000000000, "check_content": false, "as_copy": false, "own_output": false, "movie": null, "download": true, "fetch": "finished", "name_pattern": ""},
 "stamp": {"path": "@ROOT@/half/shot.blend", "size": 20, "mtime_ns": 1795981925595340013, "inode": 2551726}
}
');
INSERT INTO "plans" VALUES('2c6512116df346da808c4059b626a484','{
 "foxsubmit_plan": 2,
 "host": "blender",
 "name": "shot.blend",
 "account": "local",
 "task": {"software_config": {"cg_name": "Blender", "cg_version": "4.5", "plugins": {}}, "task_info": {"task_id": "", "user_id": "10000001", "project_id": "0", "project_name": "", "input_cg_file": "@ROOT@/waits/shot.blend", "input_project_path": "", "cg_id": "2007", "platform": "2", "channel": "4", "os_name": "1", "ram": "64", "hardwareConfigId": "301", "hardwareConfigIds": ["301"], "graphics_cards_num": "2", "frames_per_task": "1", "pre_frames": "000", "stop_after_test": "2", "tiles": "1", "tiles_type": "block", "is_picture": "0", "job_stop_time": "259200", "task_stop_time": "0", "time_out": "43200", "enable_layered": "0", "render_layer_type": "0", "is_layer_rendering": "1", "is_distribute_render": "0", "distribute_render_node": "3"}, "scene_info_render": {"common": {"frames": "1-3[1]", "width": "64", "height": "36", "Render_Format": "PNG", "Output_path": "@ROOT@/waits/out_", "camera_name": "Camera", "scene_name": ["Scene"]}}, "scene_info": {"common": {"frames": "1-3[1]", "width": "64", "height": "36", "Render_Format": "PNG", "Output_path": "@ROOT@/waits/out_", "camera_name": "Camera", "scene_name": ["Scene"]}}, "additional_info": {}},
 "upload": {"asset": [
  {"local": "@ROOT@/waits/shot.blend", "server": "@ROOT@/waits/shot.blend"},
  {"local": "@ROOT@/waits/wood.png", "server": "@ROOT@/waits/wood.png"},
  {"local": "@ROOT@/waits/stone.png", "server": "@ROOT@/waits/stone.png"}
 ], "scene": [
  {"local": "@ROOT@/waits/shot.blend", "server": "@ROOT@/waits/shot.blend", "hash": "6e7be063da2685982bac4e67ae5b5fe8"}
 ]},
 "asset": {"asset": [
  "@ROOT@/waits/wood.png  (mtime 2026-11-29 19:52:08)",
  "@ROOT@/waits/stone.png  (mtime 2026-11-29 19:52:08)"
 ], "details": [
  {"path": "@ROOT@/waits/wood.png", "kind": "image", "state": "found", "included": true, "size": 4, "files": 1, "used_by": ["Image \"wood.png\""]},
  {"path": "@ROOT@/waits/stone.png", "kind": "image", "state": "found", "included": true, "size": 20000, "files": 1, "used_by": ["Image \"stone.png\""]}
 ], "missing": []},
 "tips": {},
 "files": [
  {"local": {"path": "@ROOT@/waits/shot.blend", "size": 20, "mtime_ns": 1795981928101105723, "inode": 2551843}, "server": "@ROOT@/waits/shot.blend", "scene": true, "kind": "scene"},
  {"local": {"path": "@ROOT@/waits/wood.png", "size": 4, "mtime_ns": 1795981928101765062, "inode": 2551844}, "server": "@ROOT@/waits/wood.png", "scene": false, "kind": "image"},
  {"local": {"path": "@ROOT@/waits/stone.png", "size": 20000, "mtime_ns": 1795981928102330531, "inode": 2551845}, "server": "@ROOT@/waits/stone.png", "scene": false, "kind": "image"}
 ],
 "findings": [],
 "folder": "@ROOT@/waits/fox_renders",
 "fetch": "finished",
 "pattern": "",
 "movie": "",
 "rate": "",
 "check_content": false,
 "priority": 50,
 "tags": [],
 "artist": "",
 "job_name": "shot · Scene · Camera · 1-3",
 "comment": "",
 "batch": "",
 "choices": {"environment": "", "hardware": null, "project": "", "units": ["Scene\nCamera"], "view_layers": [], "frames": null, "test_first": false, "test_middle": false, "test_last": false, "test_frames": "", "pause_after_test": false, "frames_per_task": 1, "tiles": 1, "tiles_type": "block", "ram": null, "graphics_cards": null, "still": false, "apart": [], "samples": null, "percentage": null, "device": "", "simplify": null, "layered": null, "distributed": false, "distributed_nodes": 3, "stop_frame_after": 259200, "warn_frame_after": 43200, "stop_task_after": 0, "priority": 50, "artist": "", "job_name": "", "comment": "", "batch": "", "tags": [], "output_folder": "", "allow_missing": false, "excluded": [], "leave_out": [], "send_too": [], "relocated": [], "extra_files": [], "least_balance": 0.0, "largest_file": 50000000000, "check_content": false, "as_copy": false, "own_output": false, "movie": null, "download": true, "fetch": "finished", "name_pattern": ""},
 "stamp": {"path": "@ROOT@/waits/shot.blend", "size": 20, "mtime_ns": 1795981928101105723, "inode": 2551843}
}
');
CREATE TABLE results (
    submission TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, modified TEXT NOT NULL, local TEXT NOT NULL DEFAULT '', mtime_ns INTEGER NOT NULL DEFAULT 0, sha256 TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (submission, path));
CREATE TABLE revisions (newest INTEGER NOT NULL, removed INTEGER NOT NULL);
INSERT INTO "revisions" VALUES(1000033,1000001);
CREATE TABLE submissions (
    id TEXT PRIMARY KEY, created REAL NOT NULL, name TEXT NOT NULL, account TEXT NOT NULL,
    plan TEXT NOT NULL, state TEXT NOT NULL, wish TEXT NOT NULL DEFAULT 'go', task_id INTEGER,
    message TEXT NOT NULL DEFAULT '', speed REAL NOT NULL DEFAULT 0, folder TEXT NOT NULL DEFAULT '',
    failed_in TEXT NOT NULL DEFAULT '', host TEXT NOT NULL DEFAULT '', priority INTEGER NOT NULL DEFAULT 50, size INTEGER NOT NULL DEFAULT 0, fetch TEXT NOT NULL DEFAULT 'finished', pattern TEXT NOT NULL DEFAULT '', asked INTEGER NOT NULL DEFAULT 0, started REAL, ended REAL, fetch_files INTEGER NOT NULL DEFAULT 0, fetch_bytes INTEGER NOT NULL DEFAULT 0, fetch_done INTEGER NOT NULL DEFAULT 0, sum_files INTEGER NOT NULL DEFAULT 0, sum_files_done INTEGER NOT NULL DEFAULT 0, sum_bytes INTEGER NOT NULL DEFAULT 0, sum_bytes_done INTEGER NOT NULL DEFAULT 0, sum_bytes_new INTEGER NOT NULL DEFAULT 0, alone INTEGER NOT NULL DEFAULT 0, task_end TEXT NOT NULL DEFAULT '', farm TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL DEFAULT 0, sum_fetched INTEGER NOT NULL DEFAULT 0, look_at REAL NOT NULL DEFAULT 0, looked TEXT NOT NULL DEFAULT '', marked TEXT NOT NULL DEFAULT '', mount TEXT NOT NULL DEFAULT '', folder_gone INTEGER NOT NULL DEFAULT 0, about TEXT NOT NULL DEFAULT '');
INSERT INTO "submissions" VALUES('b1389d6f592047c7841fee8c213c2dd2',1.79598192569042658809e+09,'shot.blend','local','','uploading','pause',1000,'',0.0,'@ROOT@/half/fox_renders','','blender',50,20024,'finished','',1,1.79598192572650027279e+09,NULL,0,0,0,0,0,0,0,0,0,'','ce9c173ec387489c82edbb13273e6c54',1000008,0,0.0,'','','',0,'{"name": "shot · Scene · Camera · 1-3", "unit": "Scene", "camera": "Camera", "scene": "@ROOT@/half/shot.blend", "frames": "1-3"}');
INSERT INTO "submissions" VALUES('beea6801b3944f2089a90221697ecb0d',1.79598192578503751751e+09,'shot.blend','local','','fetched','go',1001,'',0.0,'@ROOT@/done/fox_renders','','blender',50,20024,'finished','',0,1.7959819258836667538e+09,1.79598192738614726065e+09,3,2600,2600,3,3,20024,20024,20024,0,'done','ce9c173ec387489c82edbb13273e6c54',1000030,3,1.79598194238013935094e+09,'[1795981926091, 25, 3, 0, 1795981926491]','@ROOT@/done/fox_renders','/',0,'{"name": "shot · Scene · Camera · 1-3", "unit": "Scene", "camera": "Camera", "scene": "@ROOT@/done/shot.blend", "frames": "1-3"}');
INSERT INTO "submissions" VALUES('2c6512116df346da808c4059b626a484',1.7959819281374380588e+09,'shot.blend','local','','planned','pause',NULL,'',0.0,'@ROOT@/waits/fox_renders','','blender',50,20024,'finished','',1,NULL,NULL,0,0,0,0,0,0,0,0,0,'','ce9c173ec387489c82edbb13273e6c54',1000033,0,0.0,'','','',0,'{"name": "shot · Scene · Camera · 1-3", "unit": "Scene", "camera": "Camera", "scene": "@ROOT@/waits/shot.blend", "frames": "1-3"}');
CREATE TABLE wanted (
    submission TEXT NOT NULL, task_id INTEGER NOT NULL, frame TEXT NOT NULL,
    PRIMARY KEY (submission, task_id, frame));
CREATE INDEX submissions_revision ON submissions (revision);
CREATE INDEX submissions_state ON submissions (state);
CREATE INDEX submissions_task ON submissions (task_id);
CREATE TRIGGER submissions_added AFTER INSERT ON submissions BEGIN
    UPDATE revisions SET newest = newest + 1;
    UPDATE submissions SET revision = (SELECT newest FROM revisions) WHERE id = NEW.id;
END;
CREATE TRIGGER submissions_changed AFTER UPDATE ON submissions WHEN NEW.revision = OLD.revision BEGIN
    UPDATE revisions SET newest = newest + 1;
    UPDATE submissions SET revision = (SELECT newest FROM revisions) WHERE id = NEW.id;
END;
CREATE TRIGGER submissions_removed AFTER DELETE ON submissions BEGIN
    UPDATE revisions SET newest = newest + 1, removed = newest + 1;
END;
CREATE INDEX submissions_look ON submissions (look_at) WHERE look_at > 0;
COMMIT;
PRAGMA user_version=12;
