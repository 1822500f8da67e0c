namespace KafkaAspire.Standalone.CommandLine;

/// <summary>
/// What makes a shell complete the options of <c>./run</c>: at each press of the key it asks the program itself, through System.CommandLine's directive
/// <c>[suggest]</c>, so that an option that is added is completed without another word.
/// </summary>
internal static class ShellCompletion
{
    // The path is where the option of the same name begins; a zsh takes the same after `autoload -U bashcompinit && bashcompinit`.
    private const string Bash = """
        _kafkaaspire_run() {
            local line="${COMP_LINE#"${COMP_WORDS[0]}"}"
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$((${#line}))]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _kafkaaspire_run run
        """;

    public static async Task<int> WriteAsync(string option, string shell)
    {
        await Console.Out.WriteLineAsync(OptionValue.OneOf(option, shell, ("bash", Bash)));
        return ExitCode.PromiseHeld;
    }
}
