#!/usr/bin/env escript
%% Usage: escript keys.escript FOLDER
%% FOLDER holds one folder for each release, named by its version, with APPLICATION/priv/schema below it. Prints
%% VERSION, KEY, TYPES and SETTING, separated by tabs, as cuttlefish itself reads the schemas.
main([Folder]) ->
    logger:set_primary_config(level, none),
    [release(filename:join(Folder, Version), Version) || Version <- element(2, file:list_dir(Folder))].

release(Folder, Version) ->
    code:add_patha(filename:join([Folder, "rabbit", "ebin"])),
    Files = filelib:wildcard(filename:join([Folder, "*/priv/schema/*.schema"])),
    %% Together, as the broker reads them: validators of one are used by others.
    case cuttlefish_schema:files(Files) of
        {errorlist, E} -> io:format(standard_error, "~s: ~p~n", [Version, E]);
        {_, Mappings, _} ->
            [io:format("~s\t~s\t~s\t~s~n", [Version, lists:join(".", K), types(cuttlefish_mapping:datatype(M)), cuttlefish_mapping:mapping(M)])
             || M <- Mappings, K <- [cuttlefish_mapping:variable(M) | [norm(A) || A <- cuttlefish_mapping:aliases(M)]]]
    end,
    code:del_path(filename:join([Folder, "rabbit", "ebin"])).

norm([C | _] = S) when is_integer(C) -> string:lexemes(S, ".");
norm(L) -> L.

types(Ts) -> lists:join(" ", lists:usort(lists:flatmap(fun type/1, if is_list(Ts) -> Ts; true -> [Ts] end))).

type({enum, L}) -> [enum(E) || E <- L];
type({flag, _, _} = T) -> [io_lib:format("<~w>", [T])];
type({atom, A}) -> ["=" ++ atom_to_list(A)];
type({T, _}) when T =:= integer; T =:= float; T =:= duration; T =:= string; T =:= ip -> [["<", atom_to_list(T), ">"]];
type({list, _}) -> ["<list>"];
type({T, _}) -> [io_lib:format("<~w>", [T])];
type(T) when is_atom(T) -> [["<", atom_to_list(T), ">"]];
type(T) -> [io_lib:format("<~w>", [T])].

enum(A) when is_atom(A) -> "=" ++ string:trim(atom_to_list(A), leading, "=");
enum(S) when is_list(S) -> "=" ++ S;
enum({A, _}) -> enum(A).
