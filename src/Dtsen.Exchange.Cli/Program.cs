System.Console.WriteLine("dtsen");
