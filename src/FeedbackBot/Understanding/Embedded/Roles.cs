namespace FeedbackBot.Understanding.Embedded;

/// <summary>What a phrase does in its sentence, beyond what it says; the deciders look at roles that stand together.</summary>
[Flags]
internal enum Roles : ulong
{
    None = 0,

    /// <summary>Turns the feeling of what follows: not, never, 不, 没有.</summary>
    Not = 1 << 0,
    Very = 1 << 1,
    Bit = 1 << 2,

    /// <summary>What follows outweighs what came before: but, 但是.</summary>
    But = 1 << 3,

    /// <summary>This clause gives way to the next: although, 虽然.</summary>
    Although = 1 << 4,
    Why = 1 << 5,

    /// <summary>Asks how or whether something is done; a trouble named inside is not (yet) the writer's own.</summary>
    HowTo = 1 << 6,
    Still = 1 << 7,
    If = 1 << 8,
    Talk = 1 << 9,
    Human = 1 << 10,
    Insult = 1 << 11,

    /// <summary>At us: you, your, 你们.</summary>
    You = 1 << 12,

    /// <summary>Somebody else's words are told: called me, 骂我.</summary>
    Quoted = 1 << 13,
    Charge = 1 << 14,
    Twice = 1 << 15,
    Thanks = 1 << 16,
    Hello = 1 << 17,

    /// <summary>Wishes for something: I hope, 希望, it would be nice.</summary>
    Wish = 1 << 18,

    /// <summary>To change or add something: add, support, 增加, 改进.</summary>
    Change = 1 << 19,

    /// <summary>Pressing for the present case rather than for a new idea: as soon as possible, 尽快.</summary>
    Press = 1 << 20,
    Advert = 1 << 21,

    /// <summary>A place or state from which nobody gets on: airport, lift, roadside.</summary>
    Place = 1 << 22,
    Stuck = 1 << 23,

    /// <summary>Counts only where a clause opens or in a sentence with a question mark: "is the", "which".</summary>
    Opening = 1 << 27,

    /// <summary>Tells what happened: bought, arrived, 收到, 结果.</summary>
    Told = 1 << 28,

    /// <summary>Asks us to do something: I need to change, 帮我查.</summary>
    Request = 1 << 26,
}
